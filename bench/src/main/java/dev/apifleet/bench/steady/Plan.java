package dev.apifleet.bench.steady;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is asked for, and how often.
 *
 * @param requests their bytes in HTTP/1.1, sent in turn
 * @param connections how many requests may be under way at once; others wait in the client
 * @param patience after which one that waits is given up
 * @param after how long after others that begin at once
 * @param kept whether connections are used again; else each request has one of its own, and its
 *     time is that of connecting, too
 */
public record Plan(
    String host,
    int port,
    List<byte[]> requests,
    double perSecond,
    int connections,
    Duration patience,
    Duration after,
    Duration time,
    boolean kept) {

  /** Over kept connections, from the beginning. */
  public Plan(
      int port,
      byte[] request,
      double perSecond,
      int connections,
      Duration patience,
      Duration time) {
    this(port, List.of(request), perSecond, connections, patience, time);
  }

  /** The same with several requests. */
  public Plan(
      int port,
      List<byte[]> requests,
      double perSecond,
      int connections,
      Duration patience,
      Duration time) {
    this("127.0.0.1", port, requests, perSecond, connections, patience, Duration.ZERO, time, true);
  }

  /** The same, begun later. */
  public Plan after(Duration others) {
    return new Plan(host, port, requests, perSecond, connections, patience, others, time, kept);
  }

  static Plan of(JsonObject json) {
    return new Plan(
        json.getString("host"),
        json.getInteger("port"),
        binaries(json.getJsonArray("requests")),
        json.getDouble("perSecond"),
        json.getInteger("connections"),
        Duration.ofNanos(json.getLong("patience")),
        Duration.ofNanos(json.getLong("after")),
        Duration.ofNanos(json.getLong("time")),
        json.getBoolean("kept"));
  }

  private static List<byte[]> binaries(JsonArray json) {
    return IntStream.range(0, json.size()).mapToObj(json::getBinary).toList();
  }

  JsonObject json() {
    return new JsonObject()
        .put("host", host)
        .put("port", port)
        .put("requests", new JsonArray(requests))
        .put("perSecond", perSecond)
        .put("connections", connections)
        .put("patience", patience.toNanos())
        .put("after", after.toNanos())
        .put("time", time.toNanos())
        .put("kept", kept);
  }
}

package dev.apifleet.bench.start;

import dev.apifleet.bench.race.Resources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/**
 * As much of a Kubernetes API server as an operator needs to start: it keeps what it is sent, and
 * whoever watches sees nothing happen.
 */
final class StillCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final JsonObject MAY_LEAD =
      new JsonObject(
          """
          {"incomplete": false, "nonResourceRules": [], "resourceRules": [
            {"apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "verbs": ["*"]}]}
          """);

  private final Vertx vertx = Vertx.vertx();
  private final Map<ObjectPath, JsonObject> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  /** With these resources in it. */
  StillCluster(String yaml) {
    Resources.read(yaml).forEach(this::put);
    server =
        vertx
            .createHttpServer()
            .webSocketHandler(_ -> {}) // a watch
            .requestHandler(request -> request.bodyHandler(body -> answer(request, body)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void put(HasMetadata object) {
    objects.put(ObjectPath.of(object), stored(new JsonObject(Resources.json(object))));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/";
  }

  /** Waits until there is something of a kind. */
  void awaitApplied(String plural) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (objects.keySet().stream().noneMatch(path -> path.plural().equals(plural))) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("no " + plural + " among " + objects.keySet());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private void answer(HttpServerRequest request, Buffer body) {
    ObjectPath path = ObjectPath.parse(request.path());
    if (path.plural().isEmpty()) {
      send(request, 200, new JsonObject().put("major", "1").put("minor", "35"));
    } else if (request.method().equals(HttpMethod.GET)) {
      get(request, path);
    } else {
      JsonObject sent = new JsonObject(body);
      if (path.plural().equals("selfsubjectrulesreviews")) {
        sent.put("status", MAY_LEAD);
      }
      ObjectPath target = path.named(sent);
      JsonObject next = objects.getOrDefault(target, new JsonObject()).mergeIn(sent, true);
      objects.put(target, stored(next));
      send(request, request.method().equals(HttpMethod.POST) ? 201 : 200, next);
    }
  }

  private void get(HttpServerRequest request, ObjectPath path) {
    if (!path.name().isEmpty()) {
      JsonObject found = objects.get(path);
      send(request, found == null ? 404 : 200, found == null ? new JsonObject() : found);
      return;
    }
    JsonArray items = new JsonArray();
    objects.forEach(
        (each, object) -> {
          if (each.isIn(path)) {
            items.add(object);
          }
        });
    send(
        request,
        200,
        new JsonObject()
            .put("metadata", new JsonObject().put("resourceVersion", "1"))
            .put("items", items));
  }

  private static void send(HttpServerRequest request, int code, JsonObject body) {
    request
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }

  private static JsonObject stored(JsonObject object) {
    JsonObject metadata = object.getJsonObject("metadata", new JsonObject());
    metadata.put("resourceVersion", "1").put("uid", "still").put("generation", 1);
    metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
    return object.put("metadata", metadata);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

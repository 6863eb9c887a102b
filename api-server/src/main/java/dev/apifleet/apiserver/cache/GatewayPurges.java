package dev.apifleet.apiserver.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Purges by tag of what gateways keep, through the fleet's list in Redis (see docs/caching.md).
 * Writes of a moment are one order. The moment also lets the other instances forget first, so that
 * no gateway fetches from one of them, after the purge, what was before the write.
 */
public final class GatewayPurges {

  private static final Script PURGE = Script.named("purge");
  private static final List<String> LIST = List.of("apifleet:cache:purges");
  private static final String CHANNEL = "apifleet:cache:dropped";
  private static final String MOST_IN_LIST = "10000";
  private static final long MOMENT_MILLIS = 250;

  /** More single things than this in one moment are purged by the tag of their kind. */
  private static final int MOST_AT_ONCE = 8;

  private final Function<Request, Future<Response>> send;
  private Set<String> waiting = new HashSet<>();

  GatewayPurges(Vertx vertx, Function<Request, Future<Response>> send) {
    this.send = send;
    vertx.setPeriodic(MOMENT_MILLIS, timer -> order());
  }

  /** To be called after a write, with the tags of what it changed. */
  public synchronized void purge(Collection<String> tags) {
    tags.stream().filter(tag -> !waiting.contains(kind(tag))).forEach(waiting::add);
    if (waiting.size() > MOST_AT_ONCE) {
      waiting = waiting.stream().map(GatewayPurges::kind).collect(Collectors.toSet());
    }
  }

  /** {@code resource-17} is of the kind {@code resource}, whose tag it carries too. */
  private static String kind(String tag) {
    return tag.replaceFirst("-\\d+$", "");
  }

  private synchronized Set<String> take() {
    Set<String> taken = waiting;
    waiting = new HashSet<>();
    return taken;
  }

  /** What Redis may not have got waits for the next moment. */
  void order() {
    Set<String> tags = take();
    if (!tags.isEmpty()) {
      List<String> arguments =
          Stream.concat(Stream.of(CHANNEL, MOST_IN_LIST), tags.stream()).toList();
      PURGE.run(send, LIST, arguments).onFailure(failure -> purge(tags));
    }
  }
}

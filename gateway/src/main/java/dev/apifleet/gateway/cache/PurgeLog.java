package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The fleet's list of purges. It lies in Redis, and each gateway reads what is new twice a second
 * and when a message says so: a message that is lost costs half a second, and no purge is missed.
 * What is ordered while Redis is away holds here at once, and everywhere as soon as Redis is back.
 */
final class PurgeLog {
  /** The message that there is something new. */
  static final String MESSAGE = "purged";

  private static final String LIST = "apifleet:cache:purges";
  private static final long READ_EVERY_MILLIS = 500;
  private static final int MOST_PENDING = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final RedisScript order = RedisScript.beside(PurgeLog.class, "cache-purge.lua");
  private final RedisGuard guard = new RedisGuard("purges of the response cache", TIMEOUT);
  private final RedisLink link;
  private final Clock clock;
  private final AtomicReference<Purges> known = new AtomicReference<>(Purges.NONE);
  private final AtomicReference<List<Pending>> pending = new AtomicReference<>(List.of());
  private volatile boolean complete;

  PurgeLog(RedisLink link, Clock clock) {
    this.link = link;
    this.clock = clock;
  }

  /** A purge that is not known to be in Redis; it covers what was born before. */
  private record Pending(Purge purge, long at, AtomicBoolean underWay) {
    Pending(Purge purge, long at) {
      this(purge, at, new AtomicBoolean());
    }
  }

  /**
   * Reads the list now and from now on.
   *
   * @return when it was tried once
   */
  Future<Void> follow(Vertx vertx) {
    Future<Void> first = refresh();
    vertx.setPeriodic(READ_EVERY_MILLIS, _ -> refresh());
    return first.otherwiseEmpty();
  }

  /** Epoch of the last purge that is known here. */
  long generation() {
    return known.get().latest();
  }

  /** Whether this gateway and Redis know the same purges, so that what lies there can be judged. */
  boolean isComplete() {
    return complete && pending.get().isEmpty();
  }

  boolean covers(Stored stored) {
    if (known.get().cover(stored.label())) {
      return true;
    }
    for (Pending one : pending.get()) {
      if (stored.life().bornAt() <= one.at() && one.purge().isOf(stored.label())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Orders a purge: it holds here at once, and within a second in the whole fleet.
   *
   * @return its epoch; a failure says that it holds here alone until Redis is back
   */
  Future<Long> order(Purge purge) {
    Pending one = new Pending(purge, clock.millis());
    pending.updateAndGet(old -> plus(old, one));
    return send(one);
  }

  private static List<Pending> plus(List<Pending> old, Pending one) {
    if (old.size() >= MOST_PENDING) {
      return List.of(new Pending(new Purge.All(), one.at()));
    }
    List<Pending> more = new ArrayList<>(old);
    more.add(one);
    return List.copyOf(more);
  }

  /** Once Redis has it, it is read there as by all other gateways, and then no longer pending. */
  private Future<Long> send(Pending one) {
    one.underWay().set(true);
    return guard
        .call(
            () ->
                order.run(
                    link,
                    LIST,
                    args ->
                        args.arg(RedisStore.CHANNEL)
                            .arg(MESSAGE)
                            .arg(one.purge().line())
                            .arg(generation())
                            .arg(Purges.MOST)))
        .map(Response::toLong)
        .compose(epoch -> read().map(epoch))
        .onSuccess(
            _ -> pending.updateAndGet(old -> old.stream().filter(other -> other != one).toList()))
        .onComplete(_ -> one.underWay().set(false));
  }

  /** Reads what is new, and orders again what Redis may not know. */
  Future<Void> refresh() {
    List<Pending> before = pending.get();
    return read()
        .onComplete(read -> complete = read.succeeded())
        .onSuccess(_ -> before.forEach(this::resend));
  }

  /** Ordered twice, it would cover what was asked for in between. */
  private void resend(Pending one) {
    if (!one.underWay().get() && pending.get().contains(one)) {
      send(one);
    }
  }

  /** Each reading gives all that came after what was known when it began. */
  private Future<Void> read() {
    Request newer =
        Request.cmd(Command.ZRANGEBYSCORE)
            .arg(LIST)
            .arg("(" + generation())
            .arg("+inf")
            .arg("WITHSCORES");
    return guard
        .call(() -> link.send(newer))
        .onSuccess(
            answer -> {
              List<Purges.Ordered> ordered = ordered(answer);
              known.updateAndGet(old -> old.with(ordered));
            })
        .mapEmpty();
  }

  /** Lines and scores in turn, or in pairs in a later protocol. */
  private static List<Purges.Ordered> ordered(Response answer) {
    List<String> flat = new ArrayList<>();
    for (Response item : answer) {
      if (item.type() == ResponseType.MULTI) {
        item.forEach(part -> flat.add(part.toString()));
      } else {
        flat.add(item.toString());
      }
    }
    List<Purges.Ordered> ordered = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      long epoch = (long) Double.parseDouble(flat.get(i + 1));
      ordered.add(new Purges.Ordered(Purge.ofLine(flat.get(i)), epoch));
    }
    return ordered;
  }
}

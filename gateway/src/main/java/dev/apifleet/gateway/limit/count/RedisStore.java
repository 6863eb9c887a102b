package dev.apifleet.gateway.limit.count;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.apifleet.gateway.limit.count.Answer.Taken;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Batch.Waiting;
import dev.apifleet.gateway.redis.RedisBreaker;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The counters in Redis. What is asked on any thread until an event loop of its own gets to it goes
 * in one call, or in a few that follow each other without waiting. Each call is done by Redis at
 * once, by its own clock; while Redis is away, asking fails at once.
 *
 * <p>What is taken too late for who asked is given back.
 *
 * <p>Where Redis loses what it has counted, that much is admitted again and no more. With n units
 * lost of a limit L: what was admitted before is at most L in any window, L - n of it still weighs,
 * so n more are admitted than should be. That is all of L after a restart without data, so at most
 * 2 L in windows that reach over it, and what a replica had not been sent when it was promoted.
 *
 * <p>In a Redis Cluster a call has the keys of one slot, and {@link Reserve} takes from several.
 */
public final class RedisStore implements CounterStore {
  private static final String AWAY = "Redis is away";
  private static final long AGAIN_MILLIS = 20;
  private static final Exception SLOW = new Slow();
  private static final Limit ANY = new Limit(Algorithm.FIXED_WINDOW, 1, 1);

  private static final class Slow extends Exception {
    Slow() {
      super("Redis has not answered within the budget", null, false, false);
    }
  }

  private final RedisScript script = new RedisScript(CounterScript.source());
  private final Queue<Waiting> asked = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Vertx vertx;
  private final Context context;
  private final RedisLink link;
  private final RedisBreaker breaker;
  private final boolean clustered;
  private final io.micrometer.core.instrument.Counter calls;
  private final io.micrometer.core.instrument.Counter asks;
  private volatile String lastKey = "apifleet:limit:{probe}";

  /**
   * @param clustered whether it is a Redis Cluster
   */
  public RedisStore(Vertx vertx, Redis redis, boolean clustered, MeterRegistry meters) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.link = new RedisLink(redis);
    this.breaker = new RedisBreaker(vertx, context, "rate limit counters", link, this::probe);
    this.clustered = clustered;
    this.calls = meters.counter("apifleet.ratelimit.store.calls");
    this.asks = meters.counter("apifleet.ratelimit.store.asks");
    FunctionCounter.builder("apifleet.ratelimit.store.outages", this, RedisStore::outages)
        .description("How often Redis did not answer")
        .register(meters);
    context.runOnContext(_ -> breaker.call(this::probe));
  }

  /**
   * The budget counts from when the question is sent, and while this gateway can listen. A longer
   * one than it takes to find Redis away is used to ask again; but nobody waits for a Redis that
   * has been away for longer than that.
   */
  @Override
  public Future<Answer> ask(Ask ask, long budgetMillis) {
    return switch (ask) {
      case Ask.Take _, Ask.Look _ -> ask(ask, budgetMillis, System.nanoTime());
      // What comes late was done all the same, and must not be done twice.
      case Ask.Settle _, Ask.Reset _ -> once(ask, budgetMillis);
    };
  }

  private Future<Answer> ask(Ask ask, long budgetMillis, long begin) {
    return once(ask, Math.max(1, left(budgetMillis, begin)))
        .recover(
            failure ->
                left(budgetMillis, begin) <= AGAIN_MILLIS || breaker.awayMillis() >= budgetMillis
                    ? Future.failedFuture(failure)
                    : vertx.timer(AGAIN_MILLIS).compose(_ -> ask(ask, budgetMillis, begin)));
  }

  private static long left(long budgetMillis, long begin) {
    return budgetMillis - NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private Future<Answer> once(Ask ask, long budgetMillis) {
    if (breaker.away()) {
      return Future.failedFuture(AWAY);
    }
    return clustered ? Reserve.ask(ask, part -> send(part, budgetMillis)) : send(ask, budgetMillis);
  }

  /** Whether asking fails at once. */
  public boolean away() {
    return breaker.away();
  }

  /** How often Redis has been away. */
  public long outages() {
    return breaker.outages();
  }

  private Future<Answer> send(Ask ask, long budgetMillis) {
    Promise<Answer> answer = Promise.promise();
    asked.add(new Waiting(ask, budgetMillis, answer));
    if (scheduled.compareAndSet(false, true)) {
      context.runOnContext(_ -> sendAll());
    }
    return answer.future();
  }

  private void sendAll() {
    scheduled.set(false);
    Map<Integer, Batch> open = new HashMap<>();
    for (Waiting next = asked.poll(); next != null; next = asked.poll()) {
      int slot = clustered ? Reserve.slot(next.ask()) : 0;
      Batch batch = open.computeIfAbsent(slot, _ -> new Batch());
      batch.add(next);
      if (batch.full()) {
        send(open.remove(slot));
      }
    }
    open.values().forEach(this::send);
  }

  private void send(Batch batch) {
    lastKey = batch.key();
    breaker
        .call(() -> run(batch).onSuccess(response -> batch.answer(response, this::late)))
        .onFailure(batch::fail);
    for (long budget : batch.budgets()) {
      if (budget < PATIENCE_MILLIS) {
        breaker.after(budget, () -> batch.failWithin(budget, SLOW));
      }
    }
  }

  private Future<Response> run(Batch batch) {
    calls.increment();
    asks.increment(batch.size());
    return script.run(link, batch::write);
  }

  /** Whoever asked has decided without an answer. */
  private void late(Ask ask, Answer answer) {
    if (ask instanceof Ask.Take(List<Charge> charges) && answer instanceof Taken(var grants)) {
      Batch back = new Batch();
      Reserve.returned(charges, grants).forEach(settle -> back.add(Waiting.nobody(settle)));
      run(back);
    }
  }

  /** Something to write, where the last call went. */
  private Future<Response> probe() {
    Batch batch = new Batch();
    Counter counter = new Counter(lastKey + ":probe", ANY, 0, 1);
    batch.add(Waiting.nobody(new Ask.Reset(counter)));
    return script.run(link, batch::write);
  }
}

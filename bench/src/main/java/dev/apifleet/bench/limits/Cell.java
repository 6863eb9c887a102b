package dev.apifleet.bench.limits;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.RedisProbe;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/** One thing that is compared: a way to decide, by an algorithm, under a demand. */
record Cell(Way way, Algorithm algorithm, Demand demand, List<Round> rounds) {
  private static final long WINDOW_MILLIS = 60_000;

  Cell(Way way, Algorithm algorithm, Demand demand) {
    this(way, algorithm, demand, new ArrayList<>());
  }

  /** On event loops of its own, so that nothing of one measurement goes on in the next. */
  Round measure(RedisProbe redis, Effort effort) {
    redis.forget();
    Vertx vertx = Vertx.vertx();
    try {
      return measure(((VertxInternal) vertx).createEventLoopContext(), redis, effort);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** First the rate, which also uses up what is far over its limit; then the times. */
  private Round measure(Context loop, RedisProbe redis, Effort effort) {
    Decider decider = way.decider(loop, new Limit(algorithm, demand.requests(), WINDOW_MILLIS));
    IntSupplier keys = demand.keys();
    double rate = ClosedLoop.rate(loop, decider, keys, effort.time());
    long before = redis.scriptCalls();
    Histogram nanos = OpenLoop.nanos(loop, decider, keys, effort.time());
    return new Round(rate, nanos, redis.scriptCalls() - before);
  }

  List<Object> row() {
    List<Object> row = new ArrayList<>(List.of(way.name(), named(algorithm), demand.name()));
    row.addAll(Round.figures(rounds));
    return row;
  }

  /** As the resource spells it. */
  private static String named(Algorithm algorithm) {
    StringBuilder name = new StringBuilder();
    for (String word : algorithm.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}

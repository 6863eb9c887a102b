package dev.apifleet.apiserver.apikey;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * A key of Redis that says in which run of Redis all API keys were written to it. It is missing
 * where Redis was emptied, and names another run where Redis came back with what it last saved.
 */
@ApplicationScoped
@Timeout(value = 500, unit = ChronoUnit.MILLIS)
public class MirrorMark {

  private static final String KEY = "apiserver:apikeys-mirrored";
  private static final String READ =
      """
      local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
      return {run, redis.call('GET', KEYS[1]) or ''}
      """;

  private final ReactiveRedisDataSource redis;

  MirrorMark(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  /** The run of Redis, and that which the mark names. */
  record State(String run, String marked) {
    boolean isFull() {
      return run.equals(marked);
    }
  }

  Uni<State> read() {
    return redis
        .execute("EVAL", READ, "1", KEY)
        .map(answer -> new State(answer.get(0).toString(), answer.get(1).toString()));
  }

  Uni<Void> write(String run) {
    return redis.value(String.class).set(KEY, run);
  }
}

package dev.apifleet.apiserver.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolLimitsTest {

  private final Vertx vertx = Vertx.vertx();
  private final PoolOptions pool = new PoolOptions();
  private final PgConnectOptions connection = new PgConnectOptions();

  private final class Given implements PgPoolCreator.Input {
    @Override
    public Vertx vertx() {
      return vertx;
    }

    @Override
    public PoolOptions poolOptions() {
      return pool;
    }

    @Override
    public List<PgConnectOptions> pgConnectOptionsList() {
      return List.of(connection);
    }
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void quietConnectionsAreGivenUpBeforeTheyCloseByThemselves() {
    new PoolLimits().create(new Given()).close();
    Duration unused = Duration.of(pool.getIdleTimeout(), pool.getIdleTimeoutUnit().toChronoUnit());
    Duration looks = Duration.ofMillis(pool.getPoolCleanerPeriod());
    Duration silent =
        Duration.of(connection.getIdleTimeout(), connection.getIdleTimeoutUnit().toChronoUnit());
    assertTrue(unused.isPositive() && looks.isPositive());
    assertTrue(unused.plus(looks.multipliedBy(2)).compareTo(silent) < 0, unused + " " + silent);
  }
}

package dev.apifleet.apiserver.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time limits and the bounded queue of the connection pool. A connection on which nothing moves
 * is closed: behind a host that vanished without a word it would block its place for minutes.
 */
@Singleton
public class PoolLimits implements PgPoolCreator {

  private static final int MILLIS_TO_CONNECT = 2000;
  private static final int SECONDS_TO_ACQUIRE = 2;
  private static final int SECONDS_SILENT = 10;

  /** Else a quiet connection would close by the former just when it is given to a request. */
  private static final int SECONDS_UNUSED = SECONDS_SILENT / 2;

  private static final int LONGEST_QUEUE = 256;

  /** The same for the connections to the replica. */
  @Singleton
  @ReactiveDataSource(Replica.UNIT)
  public static class OfReplica implements PgPoolCreator {

    @Override
    public Pool create(Input input) {
      return limited(input);
    }
  }

  @Override
  public Pool create(Input input) {
    return limited(input);
  }

  private static Pool limited(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options ->
                options
                    .setConnectTimeout(MILLIS_TO_CONNECT)
                    .setIdleTimeout(SECONDS_SILENT)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS));
    input
        .poolOptions()
        .setMaxWaitQueueSize(LONGEST_QUEUE)
        .setIdleTimeout(SECONDS_UNUSED)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setConnectionTimeout(SECONDS_TO_ACQUIRE)
        .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}

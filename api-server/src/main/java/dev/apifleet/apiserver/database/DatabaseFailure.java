package dev.apifleet.apiserver.database;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What a failure of a unit of work means. */
enum DatabaseFailure {
  /** The database cannot be reached or cannot serve now. */
  AWAY,
  /** Our tables are not there. */
  EMPTIED,
  /** Another transaction changed the row first. */
  OVERTAKEN,
  /** A mistake in the work itself. */
  OTHER;

  static DatabaseFailure of(Throwable failure) {
    return sqlState(failure)
        .map(DatabaseFailure::ofSqlState)
        .orElseGet(
            () ->
                causes(failure)
                    .map(DatabaseFailure::ofCause)
                    .filter(known -> known != OTHER)
                    .findFirst()
                    .orElse(OTHER));
  }

  /**
   * Classes 08 (connection), 28 (credentials, as while they are changed), 53 (no resources left),
   * 57 (operator's doing) and 58 (its disk); 25006 comes from a primary that has become a replica,
   * 40001 and 40P01 where transactions got in each other's way.
   */
  private static DatabaseFailure ofSqlState(String state) {
    return switch (state) {
      case "42P01" -> EMPTIED;
      case "40001", "40P01" -> OVERTAKEN;
      case "25006", "3D000" -> AWAY;
      default -> Stream.of("08", "28", "53", "57", "58").anyMatch(state::startsWith) ? AWAY : OTHER;
    };
  }

  private static DatabaseFailure ofCause(Throwable cause) {
    return switch (cause) {
      case OptimisticLockException lost -> OVERTAKEN;
      case IOException lost -> AWAY;
      case TimeoutException late -> AWAY;
      case VertxException closed -> AWAY;
      // the pool's own: no connection came free in time, or its queue is full
      case NoStackTraceThrowable busy -> AWAY;
      default -> OTHER;
    };
  }

  private static Optional<String> sqlState(Throwable failure) {
    return causes(failure)
        .map(
            cause ->
                switch (cause) {
                  case PgException refused -> refused.getSqlState();
                  case SQLException refused -> refused.getSQLState();
                  default -> null;
                })
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }
}

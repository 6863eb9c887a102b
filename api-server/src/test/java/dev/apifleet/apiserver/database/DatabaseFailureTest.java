package dev.apifleet.apiserver.database;

import static dev.apifleet.apiserver.database.DatabaseFailure.AWAY;
import static dev.apifleet.apiserver.database.DatabaseFailure.EMPTIED;
import static dev.apifleet.apiserver.database.DatabaseFailure.OTHER;
import static dev.apifleet.apiserver.database.DatabaseFailure.OVERTAKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "25006", "28P01", "3D000", "53300", "57P01", "57P03", "58030"})
  void serverThatCannotServeIsAway(String state) {
    assertEquals(AWAY, DatabaseFailure.of(wrapped(new PgException("m", "ERROR", state, null))));
    assertEquals(AWAY, DatabaseFailure.of(wrapped(new SQLException("m", state))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42601", "22021"})
  void serverThatObjectsIsNotAway(String state) {
    assertEquals(OTHER, DatabaseFailure.of(wrapped(new SQLException("m", state))));
  }

  @Test
  void brokenConnectionsAreAway() {
    assertEquals(AWAY, DatabaseFailure.of(wrapped(new ConnectException("refused"))));
    assertEquals(AWAY, DatabaseFailure.of(wrapped(new TimeoutException())));
    assertEquals(AWAY, DatabaseFailure.of(wrapped(new VertxException("closed"))));
    assertEquals(AWAY, DatabaseFailure.of(new NoStackTraceThrowable("Timeout")));
  }

  @Test
  void faultOfOurOwnIsNotAway() {
    assertEquals(OTHER, DatabaseFailure.of(wrapped(new IllegalStateException("ours"))));
  }

  @Test
  void missingTableIsTold() {
    assertEquals(EMPTIED, DatabaseFailure.of(wrapped(new SQLException("m", "42P01"))));
  }

  @Test
  void overtakenChangeIsTold() {
    assertEquals(OVERTAKEN, DatabaseFailure.of(wrapped(new OptimisticLockException())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01"})
  void transactionsThatGotInEachOthersWayAreOvertaken(String state) {
    assertEquals(OVERTAKEN, DatabaseFailure.of(wrapped(new SQLException("m", state))));
  }

  private static Throwable wrapped(Throwable cause) {
    return new CompletionException(new RuntimeException(cause));
  }
}

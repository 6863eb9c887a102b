package dev.apifleet.apiserver.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caches forget what a write changed, also when its caller was told that the database is away. */
@QuarkusTest
@WithTestResource(Backends.class)
class LateCommitTest {

  @Inject Database database;

  private final AtomicBoolean forgotten = new AtomicBoolean();

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void commitThatNobodyWaitsForIsForgottenToo() {
    ProblemException late =
        assertThrows(ProblemException.class, () -> write(session -> pause(session, 4)));
    assertEquals("database-unavailable", late.problem().error());
    assertFalse(forgotten.get());
    await().untilTrue(forgotten);
  }

  @Test
  void lostConnectionMayHaveCommitted() {
    assertThrows(
        ProblemException.class,
        () ->
            write(
                session ->
                    session
                        .createNativeQuery(
                            "SELECT 1 FROM pg_terminate_backend(pg_backend_pid())", Object.class)
                        .getSingleResult()));
    await().untilTrue(forgotten);
  }

  @Test
  void refusedWriteLeavesCachesAlone() {
    Problem refusal = Problem.of(403, "not-yours", "It is not yours.");
    assertThrows(
        ProblemException.class,
        () -> write(session -> Uni.createFrom().failure(new ProblemException(refusal))));
    assertFalse(forgotten.get());
  }

  private void write(Function<Mutiny.Session, Uni<Object>> work) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () ->
            database.write(
                work, () -> Uni.createFrom().voidItem().invoke(() -> forgotten.set(true))));
  }

  private static Uni<Object> pause(Mutiny.Session session, int seconds) {
    return session
        .createNativeQuery("SELECT cast(pg_sleep(" + seconds + ") AS text)", Object.class)
        .getSingleResult();
  }
}

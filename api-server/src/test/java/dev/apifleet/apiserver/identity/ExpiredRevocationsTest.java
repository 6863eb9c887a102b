package dev.apifleet.apiserver.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.database.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ExpiredRevocationsTest {

  private static final String COUNT = "SELECT count(*) FROM revocation WHERE name = :name";

  @Inject ExpiredRevocations expired;
  @Inject RevocationTable table;
  @Inject Database database;

  @Test
  void whatIsOverGoesAndWhatIsNotStays() {
    Client.awaitReady();
    String over = revoked(Instant.now().minusSeconds(60));
    String valid = revoked(Instant.now().plusSeconds(60));
    done(expired.delete());
    assertEquals(0, stored(over));
    assertEquals(1, stored(valid));
  }

  private String revoked(Instant expires) {
    String token = UUID.randomUUID().toString();
    done(database.write(session -> table.add(session, Revocation.ofToken(token, expires))));
    assertEquals(1, stored(token));
    return token;
  }

  private long stored(String name) {
    return done(
        database.read(
            session ->
                session
                    .createNativeQuery(COUNT, Long.class)
                    .setParameter("name", name)
                    .getSingleResult()));
  }

  private static <T> T done(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(5));
  }
}

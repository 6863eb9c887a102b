package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.identity.Site.REQUIRED;
import static dev.apifleet.gateway.identity.Site.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.TestRedis;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisCredentialsTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Site site = new Site(TestRedis.shared().uri());
  private final IssuerDesk desk = new IssuerDesk(site.vertx, TestRedis.shared().uri());
  private final FilterServer server = site.serverOfKeys(REQUIRED);
  private final String secret = "s" + UUID.randomUUID();

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void readsWhoAKeyOrSessionBelongsTo() {
    desk.put(IssuerStore.API_KEY, secret, "subject", "acme", "tier", "pro");
    Answer answer = byKey();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("test-subject")).isEqualTo("acme");
    assertThat(answer.header("test-tier")).isEqualTo("pro");
    assertThat(byBearer().header("test-subject")).isEqualTo("acme");

    String session = "t" + UUID.randomUUID();
    desk.put(IssuerStore.SESSION, session, "subject", "ann", "tier", "staff");
    Answer ofSession = Site.ask(server, session);
    assertThat(ofSession.header("test-subject")).isEqualTo("ann");
    assertThat(ofSession.header("test-tier")).isEqualTo("free");
    assertThat(site.counted("session", "accepted")).isEqualTo(1);
  }

  @Test
  void aSessionIsNoApiKey() {
    desk.put(IssuerStore.SESSION, secret, "subject", "ann");

    assertThat(byKey().statusCode()).isEqualTo(401);
    assertThat(byBearer().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "enabled, false, disabled",
    "enabled, maybe, disabled",
    "expires, 1000, expired",
    "expires, -5, expired",
    "expires, soon, not known",
    "subject, '', not known"
  })
  void refusesAndSaysWhy(String field, String value, String reason) {
    desk.put(IssuerStore.API_KEY, secret, "subject", "acme", field, value);

    Answer refused = byKey();
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(error(refused)).isEqualTo("invalid_credential");
    assertThat(new JsonObject(refused.body()).getString("detail")).contains(reason);
  }

  @Test
  void anEntryOfAbsurdSizeIsNone() {
    desk.put(IssuerStore.API_KEY, secret, "subject", "acme", "roles", "r".repeat(5_000));

    assertThat(byKey().statusCode()).isEqualTo(401);
  }

  @Test
  void expiryActsThoughTheKeyWasReadBefore() {
    long soon = site.clock.millis() / 1000 + 1;
    desk.put(IssuerStore.API_KEY, secret, "subject", "acme", "expires", Long.toString(soon));

    assertThat(byKey().statusCode()).isEqualTo(200);
    site.clock.advance(A_SECOND);
    assertThat(byKey().statusCode()).isEqualTo(401);
  }

  @Test
  void aKeyThatIsTakenAwaySilentlyServesForASecondAtMost() {
    desk.put(IssuerStore.API_KEY, secret, "subject", "acme");
    assertThat(byKey().statusCode()).isEqualTo(200);

    desk.drop(IssuerStore.API_KEY, secret);
    site.clock.advance(A_SECOND);
    assertThat(byKey().statusCode()).isEqualTo(401);
  }

  @Test
  void aMessageMakesAChangeActAtOnce() {
    assertThat(byKey().statusCode()).isEqualTo(401);

    desk.put(IssuerStore.API_KEY, secret, "subject", "acme");
    desk.tell(IssuerStore.API_KEY, secret);
    eventually(A_SECOND, () -> byKey().statusCode() == 200);

    desk.drop(IssuerStore.API_KEY, secret);
    desk.tell(IssuerStore.API_KEY, secret);
    eventually(A_SECOND, () -> byKey().statusCode() == 401);
  }

  @Test
  void tiersAndRolesFollowWithinASecond() {
    desk.put(IssuerStore.API_KEY, secret, "subject", "acme", "tier", "pro");
    assertThat(byKey().header("test-tier")).isEqualTo("pro");

    desk.put(IssuerStore.API_KEY, secret, "tier", "free");
    site.clock.advance(A_SECOND);
    assertThat(byKey().header("test-tier")).isEqualTo("free");
  }

  private Answer byKey() {
    return server.get("/", "x-api-key", secret);
  }

  private Answer byBearer() {
    return Site.ask(server, secret);
  }
}

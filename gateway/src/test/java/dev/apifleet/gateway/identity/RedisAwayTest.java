package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.identity.Site.REQUIRED;
import static dev.apifleet.gateway.identity.Site.ask;
import static dev.apifleet.gateway.identity.Site.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisAwayTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final TestRedis redis = TestRedis.start();
  private final Site site = new Site(redis.uri());
  private final IssuerDesk desk = new IssuerDesk(site.vertx, redis.uri());
  private final FilterServer server = site.serverOfKeys(REQUIRED);

  @AfterEach
  void close() {
    site.close();
    redis.close();
  }

  @Test
  void knownKeysServeForAWhileAndUnknownOnesAreNever401() {
    desk.put(IssuerStore.API_KEY, "known", "subject", "acme");
    assertThat(status("known")).isEqualTo(200);
    redis.kill();

    site.clock.advance(Duration.ofMinutes(4));
    assertThat(status("known")).isEqualTo(200);
    Answer unknown = server.get("/", "x-api-key", "never seen");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(error(unknown)).isEqualTo("credentials_unavailable");
    assertThat(unknown.header("retry-after")).isEqualTo("1");
    site.clock.advance(Duration.ofMinutes(2));
    assertThat(status("known")).isEqualTo(503);

    redis.restart();
    eventually(SOON, () -> status("never seen") == 401);
  }

  @Test
  void keysAreNotUnknownWhileTheirIssuerFillsAnEmptiedRedisAgain() {
    desk.put(IssuerStore.API_KEY, "known", "subject", "acme");
    desk.mark();
    assertThat(status("known")).isEqualTo(200);
    assertThat(status("never seen")).isEqualTo(401);
    desk.empty();

    site.clock.advance(Duration.ofSeconds(2));
    assertThat(status("known")).isEqualTo(200);
    Answer unknown = server.get("/", "x-api-key", "never seen");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(error(unknown)).isEqualTo("credentials_unavailable");
    assertThat(unknown.header("retry-after")).isEqualTo("1");
    assertThat(ask(server, "a session or key").statusCode()).isEqualTo(503);

    desk.put(IssuerStore.API_KEY, "never seen", "subject", "acme");
    desk.mark();
    assertThat(status("known")).isEqualTo(401);
    assertThat(status("never seen")).isEqualTo(200);
  }

  @Test
  void anIssuerThatMarksNothingMayEmptyRedis() {
    desk.put(IssuerStore.API_KEY, "known", "subject", "acme");
    assertThat(status("known")).isEqualTo(200);
    desk.empty();

    site.clock.advance(Duration.ofSeconds(2));
    assertThat(status("known")).isEqualTo(401);
  }

  @Test
  void tokensAreBelievedWithoutRedisUnlessTheyAreToldToBeRevoked() {
    String seen = site.token(c -> c.setJwtId("one"));
    String other = site.token(c -> c.setJwtId("two"));
    assertThat(ask(server, seen).statusCode()).isEqualTo(200);
    desk.revokeToken(TestIssuer.NAME, "one");
    eventually(SOON, () -> ask(server, seen).statusCode() == 401);
    redis.kill();

    assertThat(ask(server, other).statusCode()).isEqualTo(200);
    assertThat(ask(server, seen).statusCode()).isEqualTo(401);
  }

  @Test
  void whatWasRevokedWhileNobodyListenedIsNoticedOnReturn() {
    String token = site.token(c -> c.setJwtId("missed"));
    assertThat(ask(server, token).statusCode()).isEqualTo(200);
    redis.kill();
    assertThat(ask(server, token).statusCode()).isEqualTo(200);

    redis.restart();
    IssuerDesk again = new IssuerDesk(site.vertx, redis.uri());
    eventually(SOON, () -> revoked(again, "missed"));
    eventually(SOON, () -> ask(server, token).statusCode() == 401);
  }

  private static boolean revoked(IssuerDesk desk, String id) {
    try {
      desk.revokeToken(TestIssuer.NAME, id);
      return true;
    } catch (RuntimeException _) {
      return false;
    }
  }

  private int status(String key) {
    return server.get("/", "x-api-key", key).statusCode();
  }
}

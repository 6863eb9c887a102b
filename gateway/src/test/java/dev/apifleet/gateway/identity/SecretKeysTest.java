package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.identity.Site.OPTIONAL;
import static dev.apifleet.gateway.identity.Site.REQUIRED;
import static dev.apifleet.gateway.identity.Site.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Trust;
import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import dev.apifleet.snapshot.Sha256;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretKeysTest {
  private static final String KEY = "acme-key-of-many-letters";

  private final Site site = new Site();
  private final Trust trust = site.keysToo(false);

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aKeyIsTakenFromItsHeaderOrInPlaceOfAToken() {
    site.serve(trust, key("acme", KEY, 0));
    FilterServer server = server(REQUIRED);

    Answer byHeader = server.get("/", "X-Api-Key", KEY);
    assertThat(byHeader.statusCode()).isEqualTo(200);
    assertThat(byHeader.header("test-subject")).isEqualTo("acme");
    assertThat(byHeader.header("test-tier")).isEqualTo("pro");
    assertThat(server.get("/", "Authorization", "Bearer " + KEY).header("test-subject"))
        .isEqualTo("acme");
    assertThat(Site.ask(server, site.token()).header("test-subject")).isEqualTo("ann");
    assertThat(site.counted("api_key", "accepted")).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNotKnownIsRefusedEvenWhereNoneIsNeeded() {
    site.serve(trust, key("acme", KEY, 0));

    for (String wrong : List.of("other", "", KEY + "x", Sha256.of(KEY))) {
      Answer refused = server(OPTIONAL).get("/", "x-api-key", wrong);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(error(refused)).isEqualTo("invalid_credential");
    }
    assertThat(server(OPTIONAL).get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void withoutAnythingAClientIsToldBothWays() {
    Answer refused = server(REQUIRED).get("/");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(new JsonObject(refused.body()).getString("detail")).contains("Bearer", "x-api-key");
  }

  @Test
  void aKeyExpires() {
    long soon = site.clock.millis() + 60_000;
    site.serve(trust, key("acme", KEY, soon));
    FilterServer server = server(REQUIRED);

    assertThat(server.get("/", "x-api-key", KEY).statusCode()).isEqualTo(200);
    site.clock.advance(Duration.ofSeconds(61));
    Answer refused = server.get("/", "x-api-key", KEY);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(new JsonObject(refused.body()).getString("detail")).contains("has expired");
  }

  @Test
  void aNewSnapshotActsOnFiltersThatWereBuiltBefore() {
    FilterServer server = server(REQUIRED);
    assertThat(server.get("/", "x-api-key", KEY).statusCode()).isEqualTo(401);

    site.serve(trust, key("acme", KEY, 0));
    assertThat(server.get("/", "x-api-key", KEY).statusCode()).isEqualTo(200);
    site.serve(trust);
    assertThat(server.get("/", "x-api-key", KEY).statusCode()).isEqualTo(401);
  }

  @Test
  void moreThanOneCredentialIsAmbiguous() {
    site.serve(trust, key("acme", KEY, 0));
    FilterServer server = server(OPTIONAL);

    Answer two = server.get("/", "x-api-key", KEY, "Authorization", "Bearer " + site.token());
    assertThat(two.statusCode()).isEqualTo(400);
    assertThat(error(two)).isEqualTo("ambiguous_authorization");
    assertThat(server.get("/", "x-api-key", KEY, "x-api-key", KEY).statusCode()).isEqualTo(400);
  }

  @Test
  void rolesAndScopesOfAKeyAreHeldAgainstTheRule() {
    site.serve(trust, key("acme", KEY, 0));

    Authenticate enough = new Authenticate(true, List.of("user"), List.of("orders:read"));
    assertThat(server(enough).get("/", "x-api-key", KEY).statusCode()).isEqualTo(200);
    Authenticate more = new Authenticate(true, List.of("admin"), List.of("orders:write"));
    Answer refused = server(more).get("/", "x-api-key", KEY);
    assertThat(refused.statusCode()).isEqualTo(403);
    JsonObject problem = new JsonObject(refused.body());
    assertThat(problem.getJsonArray("rolesAnyOf")).containsExactly("admin");
    assertThat(problem.getJsonArray("missingScopes")).containsExactly("orders:write");
  }

  @Test
  void whereOnlyKeysAreAcceptedNoTokenIs() {
    Trust keysAlone = new Trust(List.of(), trust.credentials(), null);
    site.serve(keysAlone, key("acme", KEY, 0));
    FilterServer server =
        site.server(new AuthenticateFilter(OPTIONAL, site.authenticators.get(keysAlone)));

    assertThat(server.get("/", "x-api-key", KEY).statusCode()).isEqualTo(200);
    assertThat(Site.reason(server, site.token())).contains("issuer");
    assertThat(server.get("/", "Authorization", "Basic YTpi").statusCode()).isEqualTo(401);
  }

  @Test
  void guessingIsLimited() {
    FilterServer server = server(OPTIONAL);
    for (int i = 0; i < 60; i++) {
      assertThat(server.get("/", "x-api-key", "guess" + i).statusCode()).isEqualTo(401);
    }

    Answer limited = server.get("/", "x-api-key", "guess");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(error(limited)).isEqualTo("too_many_bad_tokens");
    assertThat(limited.header("retry-after")).isEqualTo("60");
    assertThat(site.counted("unknown", "limited")).isEqualTo(1);
  }

  private FilterServer server(Authenticate config) {
    return site.server(new AuthenticateFilter(config, site.authenticators.get(trust)));
  }

  private static ApiKeyConfig key(String name, String key, long expiresAt) {
    return new ApiKeyConfig(
        "shop/" + name,
        Sha256.of(key),
        name,
        "pro",
        List.of("user"),
        List.of("orders:read"),
        expiresAt);
  }
}

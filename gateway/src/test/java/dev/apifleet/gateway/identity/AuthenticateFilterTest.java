package dev.apifleet.gateway.identity;

import static dev.apifleet.gateway.identity.Site.OPTIONAL;
import static dev.apifleet.gateway.identity.Site.REQUIRED;
import static dev.apifleet.gateway.identity.Site.ask;
import static dev.apifleet.gateway.identity.Site.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.snapshot.FilterConfig.Authenticate;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticateFilterTest {
  private final Site site = new Site();

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void readsSubjectAndTierFromAValidToken() {
    Answer answer = ask(site.server(REQUIRED), site.token());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("test-subject")).contains("ann");
    assertThat(answer.headers().firstValue("test-tier")).contains("pro");
  }

  @Test
  void aTierThatTheIssuerMayNotGiveIsFree() {
    FilterServer server = site.server(OPTIONAL);

    assertThat(tier(server, site.token(c -> c.setStringClaim("tier", "enterprise"))))
        .isEqualTo("free");
    assertThat(tier(server, site.token(c -> c.unsetClaim("tier")))).isEqualTo("free");
    assertThat(tier(server, site.token(c -> c.setClaim("tier", 7)))).isEqualTo("free");
  }

  @Test
  void withoutATokenAClientIsAnonymousOrAskedToLogIn() {
    assertThat(site.server(OPTIONAL).get("/").statusCode()).isEqualTo(200);

    Answer refused = site.server(REQUIRED).get("/");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(error(refused)).isEqualTo("authentication_required");
    assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YW5uOnNlY3JldA==", "garbage", "Bearerx y", "Bearer"})
  void aCredentialThatIsNoBearerTokenIsInvalidAndNeverAnonymous(String credential) {
    for (Authenticate config : List.of(OPTIONAL, REQUIRED)) {
      Answer answer = site.server(config).get("/", "Authorization", credential);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(error(answer)).isEqualTo("invalid_token");
      assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
          .contains("invalid_token");
    }
  }

  @Test
  void twoAuthorizationHeadersAreAmbiguous() {
    Answer answer =
        site.server(OPTIONAL).get("/", "Authorization", "Bearer a", "Authorization", "Basic b");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo("ambiguous_authorization");
  }

  @Test
  void asksForOneOfTheRolesAndAllOfTheScopes() {
    assertThat(
            ask(site.server(needs(List.of("admin", "editor"), List.of())), site.token())
                .statusCode())
        .isEqualTo(200);
    assertThat(
            ask(site.server(needs(List.of(), List.of("orders:read", "orders:write"))), site.token())
                .statusCode())
        .isEqualTo(200);

    Answer noRole = ask(site.server(needs(List.of("admin"), List.of())), site.token());
    assertThat(noRole.statusCode()).isEqualTo(403);
    assertThat(error(noRole)).isEqualTo("forbidden");
    assertThat(new JsonObject(noRole.body()).getJsonArray("rolesAnyOf")).containsExactly("admin");

    Answer noScope =
        ask(site.server(needs(List.of(), List.of("orders:read", "orders:delete"))), site.token());
    assertThat(noScope.statusCode()).isEqualTo(403);
    assertThat(new JsonObject(noScope.body()).getJsonArray("missingScopes"))
        .containsExactly("orders:delete");
    assertThat(noScope.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope", "orders:delete");
  }

  @Test
  void rolesMayBeOneStringAndAreAskedForOfAnonymousClientsToo() {
    FilterServer server = site.server(needs(List.of("editor"), List.of()));

    assertThat(ask(server, site.token(c -> c.setStringClaim("roles", "user editor"))).statusCode())
        .isEqualTo(200);
    assertThat(server.get("/").statusCode()).isEqualTo(401);
  }

  @Test
  void withoutAnyIssuerTokensAreTheBackendsAffair() {
    Authenticator nobody = site.authenticators.get(Site.trust());
    FilterServer open = site.server(new AuthenticateFilter(OPTIONAL, nobody));
    FilterServer closed = site.server(new AuthenticateFilter(REQUIRED, nobody));

    assertThat(ask(open, "whatever").statusCode()).isEqualTo(200);
    assertThat(open.get("/", "Authorization", "Basic YTpi").statusCode()).isEqualTo(200);
    Answer refused = ask(closed, "whatever");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(error(refused)).isEqualTo("no_identity_provider");
  }

  private static Authenticate needs(List<String> roles, List<String> scopes) {
    return new Authenticate(false, roles, scopes);
  }

  private static String tier(FilterServer server, String token) {
    return ask(server, token).headers().firstValue("test-tier").orElse(null);
  }
}

package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Credential;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import dev.apifleet.snapshot.FleetSettings.IdentityHeaderNames;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentityHeadersTest {
  private static final IdentityHeaderNames NAMES =
      new IdentityHeaderNames("x-user-id", "x-user-tier", "x-user-roles", "x-user-scopes");

  private volatile Subscriber who = Subscriber.anonymous();
  private volatile MultiMap seen;
  private final TestFleet fleet =
      new TestFleet(
          ClientLimits.DEFAULTS,
          (_, _, _) -> List.<Filter>of(new IdentityHeadersFilter(NAMES), this::identify));

  @AfterEach
  void close() {
    fleet.close();
  }

  private void identify(Exchange exchange) {
    exchange.identify(who);
    exchange.proceed();
  }

  @Test
  void theBackendLearnsWhoAsks() {
    who = subscriber("ann", List.of("user", "editor"), List.of("orders:read", "orders:write"));

    MultiMap headers = ask("GET / HTTP/1.1\r\nHost: a\r\nX-User-Tier: enterprise\r\n\r\n");

    assertThat(headers.getAll("x-user-id")).containsExactly("ann");
    assertThat(headers.getAll("x-user-tier")).containsExactly("pro");
    assertThat(headers.getAll("x-user-roles")).containsExactly("user,editor");
    assertThat(headers.getAll("x-user-scopes")).containsExactly("orders:read orders:write");
  }

  @Test
  void whatAClientClaimsNeverGetsThroughHoweverItIsSpelt() {
    MultiMap headers =
        ask(
            "GET / HTTP/1.1\r\nHost: a\r\nX-User-Id: root\r\nx_user_id: root\r\nX_USER-Roles: admin\r\n"
                + "x.user.tier: gold\r\nX-User-Id: admin\r\nx-user-idx: mine\r\n\r\n");

    assertThat(headers.names())
        .extracting(name -> name.toLowerCase().replaceAll("[^a-z]", "-"))
        .doesNotContain("x-user-id", "x-user-tier", "x-user-roles", "x-user-scopes")
        .contains("x-user-idx");
  }

  @Test
  void aConnectionHeaderCannotTakeThemAway() {
    who = subscriber("ann", List.of("user"), List.of());

    MultiMap headers =
        ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close, x-user-id, x-user-roles\r\n\r\n");

    assertThat(headers.get("x-user-id")).isEqualTo("ann");
    assertThat(headers.get("x-user-roles")).isEqualTo("user");
    assertThat(headers.contains("x-user-scopes")).isFalse();
  }

  @Test
  void oddNamesCannotBreakOutOfTheirHeader() {
    who =
        subscriber(
            "ann\r\nx-user-roles: admin", List.of("user,admin", "größe"), List.of("a b", "100%"));

    MultiMap headers = ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(headers.get("x-user-id")).isEqualTo("ann%0D%0Ax-user-roles:%20admin");
    assertThat(headers.getAll("x-user-roles")).containsExactly("user%2Cadmin,gr%C3%B6%C3%9Fe");
    assertThat(headers.get("x-user-scopes")).isEqualTo("a%20b 100%25");
  }

  private MultiMap ask(String request) {
    Backend backend = fleet.backend("one");
    backend.behaviour =
        asked -> {
          seen = asked.headers();
          asked.response().end();
        };
    fleet.serveAll(backend);
    assertThat(RawClient.ask(fleet.port, request)).startsWith("HTTP/1.1 200");
    return seen;
  }

  private static Subscriber subscriber(String subject, List<String> roles, List<String> scopes) {
    return new Subscriber(subject, "pro", roles, scopes, Map.of(), Credential.TOKEN);
  }
}

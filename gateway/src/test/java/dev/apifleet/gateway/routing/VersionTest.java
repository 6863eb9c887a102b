package dev.apifleet.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.version.DeprecationFilter;
import dev.apifleet.snapshot.FilterConfig;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class VersionTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final long SINCE = Instant.parse("2026-01-02T00:00:00Z").getEpochSecond();
  private static final long SUNSET = Instant.parse("2027-01-02T00:00:00Z").getEpochSecond();
  private static final FilterConfig.Deprecation END =
      new FilterConfig.Deprecation(SINCE, SUNSET, "https://example.com/v2");

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  private static Answer askAt(String time, FilterConfig.Deprecation end) {
    InstantSource clock = InstantSource.fixed(Instant.parse(time));
    try (FilterServer server =
        new FilterServer(
            VERTX,
            List.of(new DeprecationFilter(end, clock)),
            _ -> Reply.ok("v1").with("link", "<https://example.com/next>; rel=\"next\""))) {
      return server.get("/");
    }
  }

  @Test
  void announcesTheEndBeforeItComes() {
    Answer before = askAt("2025-06-01T00:00:00Z", END);
    assertThat(before.header("deprecation")).isEmpty();
    assertThat(before.header("sunset")).isEqualTo("Sat, 02 Jan 2027 00:00:00 GMT");
    Answer answer = askAt("2026-06-01T00:00:00Z", END);
    assertThat(answer.body()).isEqualTo("v1");
    assertThat(answer.header("deprecation")).isEqualTo("@" + SINCE);
    assertThat(answer.headers().allValues("link"))
        .containsExactly(
            "<https://example.com/next>; rel=\"next\"",
            "<https://example.com/v2>; rel=\"deprecation\","
                + " <https://example.com/v2>; rel=\"sunset\"");
  }

  @Test
  void isGoneFromItsEndOn() {
    Answer answer = askAt("2027-01-02T00:00:00Z", END);
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.body())
        .contains("version_gone", "shop/orders/list", "02 Jan 2027", "https://example.com/v2");
    assertThat(answer.header("sunset")).isEqualTo("Sat, 02 Jan 2027 00:00:00 GMT");
    assertThat(answer.header("link")).contains("rel=\"sunset\"");
  }

  @Test
  void saysOnlyWhatIsKnown() {
    Answer answer = askAt("2030-01-01T00:00:00Z", new FilterConfig.Deprecation(SINCE, 0, null));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("deprecation")).isEqualTo("@" + SINCE);
    assertThat(answer.header("sunset")).isEmpty();
    assertThat(answer.headers().allValues("link")).hasSize(1);
  }
}

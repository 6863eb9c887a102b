package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private static MultiMap headers(String... namesAndValues) {
    MultiMap headers = HttpHeaders.headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  private static List<String> copied(MultiMap from, boolean trusted) {
    MultiMap to = HttpHeaders.headers();
    Headers.copyRequest(from, to, trusted);
    return to.entries().stream().map(field -> field.getKey() + "=" + field.getValue()).toList();
  }

  @Test
  void whatIsOfOneHopIsNotCopiedWhateverItsCase() {
    MultiMap from =
        headers(
            "Accept",
            "a",
            "CONNECTION",
            "close, X-One",
            "x-ONE",
            "1",
            "TE",
            "gzip",
            "X-Two",
            "2",
            "accept",
            "b",
            "Keep-Alive",
            "5",
            "upgrade",
            "h2c",
            "Expect",
            "100-continue");

    assertThat(copied(from, false)).containsExactly("Accept=a", "X-Two=2", "accept=b");
  }

  @Test
  void eachOfSeveralConnectionFieldsCounts() {
    MultiMap from = headers("Connection", "keep-alive", "Connection", "x-one", "X-One", "1");

    assertThat(copied(from, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Real-IP", "Forwarded", "Client-Cert", "x-forwarded-port"})
  void onlyATrustedProxyMayTellOfTheClient(String name) {
    MultiMap from = headers(name, "claim", "Accept", "a");

    assertThat(copied(from, false)).containsExactly("Accept=a");
    assertThat(copied(from, true)).containsExactly(name + "=claim", "Accept=a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "X-Request-Id", "X-Forwarded-For", "x-forwarded-proto"})
  void whatIsWrittenAnewIsNotCopied(String name) {
    assertThat(copied(headers(name, "theirs"), true)).isEmpty();
  }

  @Test
  void aBackendCannotSpeakForTheGateway() {
    MultiMap to = HttpHeaders.headers();
    Headers.copyAnswer(
        headers("X-Backend", "me", "x-circuit-state", "OPEN", "ETag", "\"1\"", "Trailer", "x"), to);

    assertThat(to.names()).containsExactly("ETag");
  }
}

package dev.apifleet.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.trust.Pem;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontProxyTest {
  private final Certificates authority = Certificates.authority("ca");

  @Test
  void headersNameUserGroupsAndMore() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("X-Remote-User", "ann")
            .add("X-Remote-Group", "shop")
            .add("X-Remote-Group", "system:authenticated")
            .add("X-Remote-Extra-Scopes", "read");
    assertThat(proxy("[]").caller(authority.sign("any").certificate(), headers))
        .contains(
            new Caller(
                "ann", List.of("shop", "system:authenticated"), Map.of("scopes", List.of("read"))));
  }

  @Test
  void namesThatCanNotBeReadTrustNobody() {
    assertThat(proxy("front-proxy-client").roots()).isEmpty();
  }

  private FrontProxy proxy(String names) {
    return FrontProxy.of(
        Map.of(
            "requestheader-client-ca-file", Pem.of(authority.root()),
            "requestheader-allowed-names", names,
            "requestheader-username-headers", "[\"X-Remote-User\"]",
            "requestheader-group-headers", "[\"X-Remote-Group\"]",
            "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]"));
  }
}

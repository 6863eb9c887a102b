package dev.apifleet.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ObjectPathTest {
  @Test
  void objectsAndListsAreToldApart() {
    assertThat(ObjectPath.parse("/api/v1/namespaces/default/secrets/apifleet-ca"))
        .isEqualTo(new ObjectPath("v1", "secrets", "default", "apifleet-ca"));
    assertThat(ObjectPath.parse("/apis/apps/v1/namespaces/x/deployments/edge/scale"))
        .isEqualTo(new ObjectPath("apps/v1", "deployments", "x", "edge"));
    assertThat(ObjectPath.parse("/apis/apps/v1/deployments"))
        .isEqualTo(new ObjectPath("apps/v1", "deployments", "", ""));
    assertThat(ObjectPath.parse("/version").plural()).isEmpty();
  }

  @Test
  void aListHasWhatIsInItsNamespaceOrInAny() {
    ObjectPath made =
        ObjectPath.parse("/api/v1/namespaces/default/secrets")
            .named(JsonObject.of("metadata", JsonObject.of("name", "one")));
    assertThat(made.isIn(ObjectPath.parse("/api/v1/secrets"))).isTrue();
    assertThat(made.isIn(ObjectPath.parse("/api/v1/namespaces/default/secrets"))).isTrue();
    assertThat(made.isIn(ObjectPath.parse("/api/v1/namespaces/other/secrets"))).isFalse();
    assertThat(made.isIn(ObjectPath.parse("/api/v1/pods"))).isFalse();
  }
}

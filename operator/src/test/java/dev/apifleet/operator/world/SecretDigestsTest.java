package dev.apifleet.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.translator.SecretDigest;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretDigestsTest {
  private static final String SECRET =
      """
      metadata:
        namespace: shop
        name: key
        resourceVersion: "7"
        labels: {apifleet.dev/api-key: "true"}
        annotations:
          apifleet.dev/tier: pro
          kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"key":"hello"}}'
      type: Opaque
      data: {key: aGVsbG8=}
      """;
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private final SecretDigests store = new SecretDigests();

  @Test
  void noValueIsKeptNorTheAnnotationThatRepeatsIt() {
    Secret secret = Serialization.unmarshal(SECRET, Secret.class);
    store.put(store.getKey(secret), secret);
    assertThat(Serialization.asYaml(store.get("shop/key")))
        .contains(HELLO, "resourceVersion: \"7\"")
        .doesNotContain("aGVsbG8=", "hello", "kubectl");
  }

  @Test
  void translationsSeeOneOfSeveralSightings() {
    Secret secret = Serialization.unmarshal(SECRET, Secret.class);
    store.put(store.getKey(secret), secret);
    SecretDigests other = new SecretDigests();
    other.put(other.getKey(secret), secret);
    SeenSecrets secrets = new SeenSecrets();
    List<SecretDigest> seen = secrets.of(List.of(store, other));
    assertThat(secrets.of(List.of(store, other))).isSameAs(seen);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().digests()).containsOnly(java.util.Map.entry("key", HELLO));
    assertThat(seen.getFirst().annotations()).containsOnlyKeys("apifleet.dev/tier");
  }

  @Test
  void anotherSecretLeavesThisOneAsItIs() {
    Secret secret = Serialization.unmarshal(SECRET, Secret.class);
    store.put(store.getKey(secret), secret);
    SeenSecrets secrets = new SeenSecrets();
    SecretDigest before = secrets.of(List.of(store)).getFirst();
    Secret other = Serialization.unmarshal(SECRET, Secret.class);
    other.getMetadata().setName("another");
    store.put(store.getKey(other), other);
    assertThat(secrets.of(List.of(store))).hasSize(2).element(1).isSameAs(before);
    store.remove("shop/another");
    assertThat(secrets.of(List.of(store))).hasSize(1).element(0).isSameAs(before);
  }
}

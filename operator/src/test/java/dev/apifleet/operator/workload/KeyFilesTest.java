package dev.apifleet.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.world.SecretDigests;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.ListenerConfig.Protocol;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BackendTls;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyFilesTest {
  private final Map<String, Map<String, String>> secrets = new HashMap<>();

  private static GatewayFleet fleet() {
    GatewayFleet fleet = new GatewayFleet();
    fleet.setMetadata(
        new ObjectMetaBuilder().withName("edge").withNamespace("shop").withUid("1").build());
    return fleet;
  }

  private static String base64(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes());
  }

  private void pair(String name, String certificate, String key) {
    secrets.put(name, Map.of("tls.crt", base64(certificate), "tls.key", base64(key)));
  }

  private FileRef pairRef(String name) {
    Map<String, String> secret = secrets.get(name);
    return FileRef.keyPair(
        name,
        SecretDigests.digest(secret.get("tls.crt")),
        SecretDigests.digest(secret.get("tls.key")));
  }

  private FileRef authority(String name, String value) {
    secrets.put(name, Map.of("ca.crt", base64(value)));
    return new FileRef(name, SecretDigests.digest(base64(value)));
  }

  private static ListenerConfig listener(FileRef... certificates) {
    return new ListenerConfig(
        "https", 8443, Protocol.HTTPS, new ListenerTls(List.of(certificates), null, false, false));
  }

  private static PoolConfig pool(BackendTls tls) {
    return new PoolConfig(
        "shop/api",
        Algorithm.ROUND_ROBIN,
        new BreakerConfig(1, 1, 1, 1, 1, 1, 1),
        "",
        null,
        null,
        null,
        new ConnectionsConfig(false, tls, 1, 1, 1, 1),
        20,
        null,
        null,
        List.of(),
        List.of());
  }

  private static KeyFiles wanted(Resource... resources) {
    return KeyFiles.of(Snapshot.of(List.of(resources)));
  }

  private Secret secret(KeyFiles wanted, Map<String, String> mounted) {
    return wanted.secret(fleet(), name -> secrets.getOrDefault(name, Map.of()), mounted);
  }

  private static Map<String, String> digests(Map<String, String> data) {
    Map<String, String> digests = new TreeMap<>(data);
    digests.replaceAll((_, value) -> SecretDigests.digest(value));
    return digests;
  }

  @Test
  void oneSecretHoldsWhatListenersAndPoolsReferTo() {
    pair("shop/site", "certificate", "key");
    pair("shop/client", "other certificate", "other key");
    FileRef authority = authority("shop/backends", "authority");
    KeyFiles wanted =
        wanted(
            listener(pairRef("shop/site")),
            pool(new BackendTls("api", authority, pairRef("shop/client"))));
    Secret secret = secret(wanted, Map.of());
    assertThat(secret.getMetadata().getName()).isEqualTo("edge-gateway-tls");
    assertThat(secret.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(secret.getData())
        .isEqualTo(
            Map.of(
                "shop.site.crt", base64("certificate"),
                "shop.site.key", base64("key"),
                "shop.client.crt", base64("other certificate"),
                "shop.client.key", base64("other key"),
                "shop.backends.ca", base64("authority")));
    assertThat(wanted.areIn(digests(secret.getData()))).isTrue();
    assertThat(wanted.areIn(Map.of())).isFalse();
    assertThat(wanted().areIn(digests(secret.getData()))).as("too much").isFalse();
    assertThat(wanted().areIn(Map.of())).isTrue();
  }

  @Test
  void whatHasNoSourceAnyMoreStaysAsItWasMounted() {
    pair("shop/site", "certificate", "key");
    KeyFiles wanted = wanted(listener(pairRef("shop/site")));
    Map<String, String> mounted = secret(wanted, Map.of()).getData();
    secrets.clear();
    assertThat(secret(wanted, mounted).getData()).isEqualTo(mounted);
    assertThat(secret(wanted, Map.of()).getData()).isEmpty();
  }

  @Test
  void theNewFormOfASecretWinsOverALastGoodOne() {
    pair("shop/site", "old", "old key");
    FileRef old = pairRef("shop/site");
    Map<String, String> mounted = secret(wanted(listener(old)), Map.of()).getData();
    pair("shop/site", "new", "new key");
    KeyFiles both = wanted(listener(pairRef("shop/site")), pool(new BackendTls("api", null, old)));
    assertThat(secret(both, mounted).getData()).containsEntry("shop.site.crt", base64("new"));
  }

  @Test
  void whatIsNotWantedYetIsNotMounted() {
    pair("shop/site", "certificate", "key");
    FileRef first = pairRef("shop/site");
    Map<String, String> mounted = secret(wanted(listener(first)), Map.of()).getData();
    pair("shop/site", "not published", "key");
    assertThat(secret(wanted(listener(first)), mounted).getData()).isEqualTo(mounted);
  }

  @Test
  void moreThanASecretHoldsIsRefused() {
    List<FileRef> refs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pair("shop/s" + i, "c".repeat(30_000), "k".repeat(30_000));
      refs.add(pairRef("shop/s" + i));
    }
    KeyFiles wanted = wanted(listener(refs.toArray(FileRef[]::new)));
    assertThatThrownBy(() -> secret(wanted, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1200000 bytes")
        .hasMessageContaining("1048576");
  }
}

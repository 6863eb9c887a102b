package dev.apifleet.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.deliver.bootstrap.Bootstrap;
import dev.apifleet.operator.deliver.bootstrap.PieceStore;
import dev.apifleet.operator.deliver.bootstrap.Place;
import dev.apifleet.snapshot.bootstrap.Chunk;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the leader leaves in a real cluster for those that start without it. */
@QuarkusTest
@QuarkusTestResource(ApiServer.class)
class BootstrapSecretsTest {
  private static final String NAME = "kept-gateway-bootstrap-";

  @Inject KubernetesClient client;
  @Inject Bootstrap bootstrap;
  @Inject PieceStore store;
  @Inject SnapshotBook snapshots;

  @Test
  void secretsHoldWhatWasPublishedAndEndWithTheFleet() {
    Cluster cluster = new Cluster(client);
    cluster.apply(Yaml.FLEET.replace("name: edge", "name: kept"));
    Secret secret = cluster.await(Secret.class, NAME + 0, each -> each.getData() != null);
    assertThat(secret.getType()).isEqualTo("apifleet.dev/bootstrap");
    assertThat(secret.getMetadata().getLabels())
        .containsEntry("apifleet.dev/fleet", "kept")
        .containsEntry("app.kubernetes.io/managed-by", "apifleet");
    assertThat(secret.getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getKind)
        .containsExactly("GatewayFleet");
    await().atMost(Duration.ofSeconds(30)).until(() -> Objects.equals(kept(), published()));

    GatewayFleet fleet = cluster.get(GatewayFleet.class, "kept");
    Chunk piece = store.of(fleet).get(0).piece().orElseThrow();
    store.put(fleet, 7, Optional.empty(), piece);
    Place seventh = store.of(fleet).get(7);
    assertThat(seventh.piece()).contains(piece);
    assertThatThrownBy(() -> store.put(fleet, 7, Optional.empty(), piece)).isNotNull();
    store.clear(fleet, 7, seventh);
    assertThatThrownBy(() -> store.put(fleet, 7, Optional.of(seventh), piece)).isNotNull();
    assertThat(store.of(fleet).get(7).taken()).isFalse();
    assertThat(cluster.get(Secret.class, NAME + 7).getData()).isNullOrEmpty();
    client.resource(fleet).delete();
  }

  private String kept() {
    Published kept = bootstrap.read().get("default/kept");
    return kept == null ? null : kept.version().hash();
  }

  private String published() {
    return snapshots.latest("default/kept").orElseThrow().version().hash();
  }
}

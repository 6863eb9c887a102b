package dev.apifleet.operator.deliver.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.bootstrap.Chunk;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PieceSecretsTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final Chunk PIECE =
      new Chunk(new Chunk.Label(new Version(1, 1, "h"), 0, 1, Sha256.of(CONTENT)), CONTENT);

  @Test
  void onlyWhatBelongsToThisVeryFleetIsKeptOfIt() {
    assertThat(PieceSecrets.place(secret("f1", CONTENT), fleet()).piece()).contains(PIECE);
    Place ofAnEarlierOne = PieceSecrets.place(secret("f0", CONTENT), fleet());
    assertThat(ofAnEarlierOne.piece()).isEmpty();
    assertThat(ofAnEarlierOne.taken()).isTrue();
    assertThat(ofAnEarlierOne.resourceVersion()).isEqualTo("7");
  }

  @Test
  void whatIsDamagedIsNotKept() {
    Place damaged = PieceSecrets.place(secret("f1", new byte[] {1, 2}), fleet());
    assertThat(damaged.piece()).isEmpty();
    assertThat(damaged.taken()).isTrue();
  }

  private static GatewayFleet fleet() {
    GatewayFleet fleet = new GatewayFleet();
    fleet.setMetadata(new ObjectMetaBuilder().withName("edge").withUid("f1").build());
    return fleet;
  }

  private static Secret secret(String owner, byte[] content) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("edge-gateway-bootstrap-0")
        .withResourceVersion("7")
        .addNewOwnerReference()
        .withUid(owner)
        .endOwnerReference()
        .endMetadata()
        .addToData(Chunk.LABEL_FILE, Base64.getEncoder().encodeToString(PIECE.label().json()))
        .addToData(Chunk.CONTENT_FILE, Base64.getEncoder().encodeToString(content))
        .build();
  }
}

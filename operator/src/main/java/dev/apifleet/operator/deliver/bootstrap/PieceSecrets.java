package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.workload.FleetNames;
import dev.apifleet.operator.world.GatewayPods;
import dev.apifleet.snapshot.bootstrap.Chunk;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Keeps the pieces in Secrets, which the gateways of the fleet mount and which end with it. */
@Singleton
final class PieceSecrets implements PieceStore {
  private static final Logger LOG = Logger.getLogger(PieceSecrets.class);
  private static final String TYPE = "apifleet.dev/bootstrap";
  private static final String FIELD_MANAGER = "apifleet-operator";

  private final KubernetesClient client;
  private final List<String> namespaces;

  PieceSecrets(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.namespaces = config.watchNamespaces();
  }

  @Override
  public Map<String, List<Chunk>> all() {
    return namespaces.stream()
        .flatMap(namespace -> secrets(namespace).stream())
        .filter(secret -> piece(secret).isPresent())
        .collect(
            Collectors.groupingBy(
                PieceSecrets::fleet,
                Collectors.mapping(
                    secret -> piece(secret).orElseThrow(), Collectors.toUnmodifiableList())));
  }

  private List<Secret> secrets(String namespace) {
    return Constants.WATCH_ALL_NAMESPACES.equals(namespace)
        ? client.secrets().inAnyNamespace().withLabel(FleetNames.BOOTSTRAP_LABEL).list().getItems()
        : client
            .secrets()
            .inNamespace(namespace)
            .withLabel(FleetNames.BOOTSTRAP_LABEL)
            .list()
            .getItems();
  }

  private static String fleet(Secret secret) {
    ObjectMeta meta = secret.getMetadata();
    return meta.getNamespace() + "/" + meta.getLabels().get(GatewayPods.FLEET_LABEL);
  }

  @Override
  public Map<Integer, Place> of(GatewayFleet fleet) {
    Map<String, Secret> byName = new HashMap<>();
    client
        .secrets()
        .inNamespace(fleet.getMetadata().getNamespace())
        .withLabel(FleetNames.BOOTSTRAP_LABEL)
        .withLabel(GatewayPods.FLEET_LABEL, fleet.getMetadata().getName())
        .list()
        .getItems()
        .forEach(secret -> byName.put(secret.getMetadata().getName(), secret));
    Map<Integer, Place> places = new TreeMap<>();
    IntStream.range(0, Chunk.MOST)
        .filter(i -> byName.containsKey(FleetNames.bootstrap(fleet, i)))
        .forEach(i -> places.put(i, place(byName.get(FleetNames.bootstrap(fleet, i)), fleet)));
    return places;
  }

  /** What belonged to a fleet of the same name ends with that one, and so is not kept. */
  static Place place(Secret secret, GatewayFleet fleet) {
    String uid = fleet.getMetadata().getUid();
    boolean own =
        secret.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> owner.getUid().equals(uid));
    return new Place(
        secret.getMetadata().getResourceVersion(),
        hasData(secret),
        own ? piece(secret) : Optional.empty());
  }

  private static boolean hasData(Secret secret) {
    return secret != null && secret.getData() != null && !secret.getData().isEmpty();
  }

  private static Optional<Chunk> piece(Secret secret) {
    if (!hasData(secret)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Chunk(
              Chunk.Label.read(bytes(secret, Chunk.LABEL_FILE)),
              bytes(secret, Chunk.CONTENT_FILE)));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warnf(
          "Secret %s/%s holds no piece of a snapshot and is left alone: %s",
          secret.getMetadata().getNamespace(), secret.getMetadata().getName(), e.getMessage());
      return Optional.empty();
    }
  }

  private static byte[] bytes(Secret secret, String key) throws IOException {
    String value = secret.getData().get(key);
    if (value == null) {
      throw new IOException("it has no " + key);
    }
    return Base64.getDecoder().decode(value);
  }

  /** It is made empty first: what is applied must not have been there, or be as it was found. */
  @Override
  public void put(GatewayFleet fleet, int place, Optional<Place> found, Chunk piece) {
    String version =
        found
            .map(Place::resourceVersion)
            .orElseGet(() -> create(fleet, place).getMetadata().getResourceVersion());
    apply(
        version,
        secret(fleet, place)
            .addToData(Chunk.LABEL_FILE, base64(piece.label().json()))
            .addToData(Chunk.CONTENT_FILE, base64(piece.content())));
  }

  /** Left there without content: the operator has no right to delete Secrets. */
  @Override
  public void clear(GatewayFleet fleet, int place, Place found) {
    apply(found.resourceVersion(), secret(fleet, place));
  }

  private Secret create(GatewayFleet fleet, int place) {
    return client.resource(secret(fleet, place).build()).create();
  }

  /** Kubernetes refuses it where the Secret has another version by now. */
  private void apply(String version, SecretBuilder secret) {
    Secret fenced = secret.editMetadata().withResourceVersion(version).endMetadata().build();
    client.resource(fenced).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
  }

  private static SecretBuilder secret(GatewayFleet fleet, int place) {
    return new SecretBuilder()
        .withMetadata(
            new ObjectMetaBuilder(FleetNames.meta(fleet, FleetNames.bootstrap(fleet, place)))
                .addToLabels(FleetNames.BOOTSTRAP_LABEL, "true")
                .build())
        .withType(TYPE);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

package dev.apifleet.bench.race;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.Translation;
import dev.apifleet.translator.Translator;
import dev.apifleet.translator.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Resources as users write them, in YAML, and what a gateway gets to know of them. */
public final class Resources {
  private static final KubernetesSerialization YAML = yaml();

  private Resources() {}

  private static KubernetesSerialization yaml() {
    KubernetesSerialization yaml = new KubernetesSerialization();
    List.of(ApiRoute.class, BackendPool.class, GatewayFleet.class, RateLimitPolicy.class)
        .forEach(yaml::registerKubernetesResource);
    return yaml;
  }

  /** What the operator would publish; whatever it finds wrong is an error. */
  public static Snapshot translate(String yaml) {
    Translation translation = new Translator().translate(world(yaml));
    List<Finding> wrong =
        translation.findings().values().stream()
            .flatMap(List::stream)
            .filter(finding -> finding.status() == finding.type().equals("PartiallyInvalid"))
            .toList();
    if (!wrong.isEmpty() || translation.snapshots().size() != 1) {
      throw new IllegalArgumentException(
          translation.snapshots().keySet() + " are the fleets; what is wrong: " + wrong);
    }
    return translation.snapshots().values().iterator().next();
  }

  /** All of them, one by one. */
  public static List<HasMetadata> read(String yaml) {
    return only(objects(yaml), HasMetadata.class);
  }

  /** One of them as Kubernetes has it. */
  public static String json(HasMetadata object) {
    return YAML.asJson(object);
  }

  private static Collection<Object> objects(String yaml) {
    return YAML.unmarshal(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static World world(String yaml) {
    Collection<Object> all = objects(yaml);
    return new World(
        "default",
        only(all, GatewayFleet.class),
        only(all, ApiRoute.class),
        only(all, RateLimitPolicy.class),
        only(all, BackendPool.class),
        only(all, Service.class),
        only(all, EndpointSlice.class),
        List.of(),
        Map.of());
  }

  private static <T> List<T> only(Collection<Object> all, Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }
}

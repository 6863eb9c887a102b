package dev.apifleet.operator.autoscale;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Scales through the scale subresource of whatever kind, as a field manager of its own. */
final class KubernetesScaler implements Scaler {
  static final String FIELD_MANAGER = "apifleet-autoscaler";

  /** Users write these, and they become parts of a path. */
  private static final Pattern API_VERSION = Pattern.compile("([a-z0-9][a-z0-9.-]*/)?v[a-z0-9]+");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  private final ApiCalls api;
  private final KubernetesClient client;
  private final Map<String, String> pluralByKind = new ConcurrentHashMap<>();

  KubernetesScaler(KubernetesClient client) {
    this.client = client;
    this.api = new ApiCalls(client);
  }

  @Override
  public TargetState read(ScaleTarget target) {
    return onScale(target, path -> api.get(path));
  }

  @Override
  public TargetState scale(ScaleTarget target, int replicas) {
    String patch = "{\"spec\":{\"replicas\":%d}}".formatted(replicas);
    return onScale(target, path -> api.patch(path + "?fieldManager=" + FIELD_MANAGER, patch));
  }

  private TargetState onScale(ScaleTarget target, ApiCalls.Call call) {
    if (!NAME.matcher(target.name()).matches()) {
      return new TargetState.Missing(); // no object can have such a name
    }
    try {
      Optional<String> path = pathOf(target);
      return path.isEmpty() ? new TargetState.NotScalable() : stateOf(call.on(path.get()));
    } catch (ApiCalls.Failed failed) {
      return new TargetState.Unreadable(
          failed.isForbidden() ? failed.getMessage() + "; " + allow(target) : failed.getMessage());
    }
  }

  private String allow(ScaleTarget target) {
    String plural = pluralByKind.getOrDefault(kind(target), "<plural>");
    return "let it get and patch %s/scale in API group \"%s\": label a ClusterRole that says so apifleet.dev/aggregate-to-scale: \"true\""
        .formatted(plural, target.identity().group());
  }

  private static String kind(ScaleTarget target) {
    return target.apiVersion() + "/" + target.kind();
  }

  private TargetState stateOf(Optional<String> answer) {
    return answer
        .map(json -> client.getKubernetesSerialization().unmarshal(json, Scale.class))
        .<TargetState>map(KubernetesScaler::found)
        .orElseGet(TargetState.Missing::new);
  }

  private static TargetState.Found found(Scale scale) {
    int replicas = scale.getSpec() == null ? 0 : orZero(scale.getSpec().getReplicas());
    return scale.getStatus() == null
        ? new TargetState.Found(replicas, 0, null)
        : new TargetState.Found(
            replicas, orZero(scale.getStatus().getReplicas()), scale.getStatus().getSelector());
  }

  private static int orZero(Integer count) {
    return Objects.requireNonNullElse(count, 0);
  }

  private Optional<String> pathOf(ScaleTarget target) {
    return pluralOf(target)
        .map(
            plural ->
                "%s/namespaces/%s/%s/%s/scale"
                    .formatted(root(target), target.namespace(), plural, target.name()));
  }

  private Optional<String> pluralOf(ScaleTarget target) {
    String kind = kind(target);
    String known = pluralByKind.get(kind);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> found = discover(target);
    found.ifPresent(plural -> pluralByKind.put(kind, plural));
    return found;
  }

  private Optional<String> discover(ScaleTarget target) {
    if (!API_VERSION.matcher(target.apiVersion()).matches()) {
      return Optional.empty();
    }
    return api.get(root(target))
        .map(json -> client.getKubernetesSerialization().unmarshal(json, APIResourceList.class))
        .flatMap(resources -> scalable(resources, target.kind()));
  }

  private static Optional<String> scalable(APIResourceList resources, String kind) {
    return resources.getResources().stream()
        .filter(resource -> resource.getKind().equals(kind))
        .map(APIResource::getName)
        .filter(name -> hasScale(resources, name))
        .findFirst();
  }

  private static boolean hasScale(APIResourceList resources, String plural) {
    return resources.getResources().stream()
        .anyMatch(resource -> resource.getName().equals(plural + "/scale"));
  }

  private static String root(ScaleTarget target) {
    return (target.apiVersion().contains("/") ? "apis/" : "api/") + target.apiVersion();
  }
}

package dev.apifleet.bench.start;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;

/** Where an object, or all of a kind, are found in the Kubernetes API; parts may be empty. */
record ObjectPath(String group, String plural, String namespace, String name)
    implements Comparable<ObjectPath> {
  private static final Comparator<ObjectPath> ORDER =
      Comparator.comparing(ObjectPath::group)
          .thenComparing(ObjectPath::plural)
          .thenComparing(ObjectPath::namespace)
          .thenComparing(ObjectPath::name);

  static ObjectPath of(HasMetadata object) {
    return new ObjectPath(
        object.getApiVersion(),
        object.getPlural(),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName());
  }

  /** Reads {@code /apis/group/version/namespaces/x/plural/name}; what follows the name is left. */
  static ObjectPath parse(String path) {
    String[] parts = (path.startsWith("/api/") ? "/apis" + path : path).substring(1).split("/");
    String group =
        parts.length < 3 ? "" : parts[1].equals("api") ? parts[2] : parts[1] + "/" + parts[2];
    boolean namespaced = parts.length > 5 && parts[3].equals("namespaces");
    int at = namespaced ? 5 : 3;
    return new ObjectPath(
        group,
        parts.length > at ? parts[at] : "",
        namespaced ? parts[4] : "",
        parts.length > at + 1 ? parts[at + 1] : "");
  }

  /** With the name that an object has which is created there. */
  ObjectPath named(JsonObject object) {
    String own = object.getJsonObject("metadata", new JsonObject()).getString("name", "made");
    return name.isEmpty() ? new ObjectPath(group, plural, namespace, own) : this;
  }

  /** Whether a list of that path has it. */
  boolean isIn(ObjectPath list) {
    return group.equals(list.group)
        && plural.equals(list.plural)
        && (list.namespace.isEmpty() || namespace.equals(list.namespace));
  }

  @Override
  public int compareTo(ObjectPath other) {
    return ORDER.compare(this, other);
  }
}

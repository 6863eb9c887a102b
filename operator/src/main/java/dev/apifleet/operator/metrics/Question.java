package dev.apifleet.operator.metrics;

import dev.apifleet.operator.autoscale.PoolMetric;
import dev.apifleet.translator.ObjectRef;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an autoscaler asks. */
sealed interface Question {
  String GROUP = "external.metrics.k8s.io";
  String ROOT = "/apis/" + GROUP + "/v1beta1";

  /** Which metrics there are. */
  record Discovery() implements Question {}

  /** One metric of one pool, in the form of Kubernetes. */
  record External(PoolMetric metric, ObjectRef pool) implements Question {}

  /** All metrics of one pool. */
  record Whole(ObjectRef pool) implements Question {}

  /** Nothing that can be answered. */
  record Unreadable(int status, String message) implements Question {}

  Pattern EXTERNAL = Pattern.compile(Pattern.quote(ROOT) + "/namespaces/([^/]+)/([^/]+)");
  Pattern WHOLE = Pattern.compile("/metrics/namespaces/([^/]+)/pools/([^/]+)");
  Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  Pattern BY_POOL = Pattern.compile("\\s*" + PoolMetric.POOL_LABEL + "\\s*==?\\s*(\\S+)\\s*");

  /** Reads it from a request. */
  static Question of(String method, String path, MultiMap params) {
    if (!method.equals("GET")) {
      return new Unreadable(405, "only GET is answered");
    }
    if (path.equals(ROOT) || path.equals(ROOT + "/")) {
      return new Discovery();
    }
    Matcher external = EXTERNAL.matcher(path);
    if (external.matches()) {
      return external(external.group(1), external.group(2), params.get("labelSelector"));
    }
    Matcher whole = WHOLE.matcher(path);
    return whole.matches()
        ? pool(whole.group(1), whole.group(2)).<Question>map(Whole::new).orElse(NOT_FOUND)
        : NOT_FOUND;
  }

  Question NOT_FOUND = new Unreadable(404, "there is nothing here");

  private static Question external(String namespace, String name, String selector) {
    Optional<PoolMetric> metric = PoolMetric.named(name);
    if (metric.isEmpty()) {
      return new Unreadable(404, "there is no metric \"%s\"".formatted(name));
    }
    Matcher byPool = BY_POOL.matcher(selector == null ? "" : selector);
    return byPool.matches()
        ? pool(namespace, byPool.group(1))
            .<Question>map(pool -> new External(metric.get(), pool))
            .orElse(NOT_FOUND)
        : new Unreadable(
            400,
            "found the selector \"%s\"; write pool=NAME, with the name of a BackendPool"
                .formatted(selector == null ? "" : selector));
  }

  private static Optional<ObjectRef> pool(String namespace, String name) {
    return NAME.matcher(namespace).matches() && NAME.matcher(name).matches()
        ? Optional.of(new ObjectRef("BackendPool", namespace, name))
        : Optional.empty();
  }
}

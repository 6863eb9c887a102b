package dev.apifleet.operator.metrics;

import dev.apifleet.operator.autoscale.PoolLoads;
import dev.apifleet.operator.autoscale.PoolMetric;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** What an autoscaler is told, as JSON. */
record Answer(int status, JsonObject body) {
  private static final String VERSION = "external.metrics.k8s.io/v1beta1";

  static Answer discovery() {
    JsonArray resources = new JsonArray();
    Stream.of(PoolMetric.values())
        .map(
            metric ->
                new JsonObject()
                    .put("name", metric.externalName())
                    .put("singularName", "")
                    .put("namespaced", true)
                    .put("kind", "ExternalMetricValueList")
                    .put("verbs", new JsonArray().add("get")))
        .forEach(resources::add);
    return new Answer(
        200,
        new JsonObject()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", VERSION)
            .put("resources", resources));
  }

  static Answer external(Question.External asked, PoolLoads.Load load, Instant now) {
    JsonObject value =
        new JsonObject()
            .put("metricName", asked.metric().externalName())
            .put("metricLabels", new JsonObject().put(PoolMetric.POOL_LABEL, asked.pool().name()))
            .put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("value", PoolMetric.quantity(load.of(asked.metric())).toString());
    return new Answer(
        200,
        new JsonObject()
            .put("kind", "ExternalMetricValueList")
            .put("apiVersion", VERSION)
            .put("metadata", new JsonObject())
            .put("items", new JsonArray().add(value)));
  }

  static Answer whole(PoolLoads.Load load) {
    return new Answer(
        200,
        new JsonObject()
            .put("concurrency", load.of(PoolMetric.CONCURRENCY))
            .put("rate", load.of(PoolMetric.RATE))
            .put("queue", load.of(PoolMetric.QUEUE))
            .put("latencyMillis", load.of(PoolMetric.LATENCY)));
  }

  /** As the API server says what went wrong. */
  static Answer problem(int status, String message) {
    return new Answer(
        status,
        new JsonObject()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("message", message)
            .put("code", status));
  }
}

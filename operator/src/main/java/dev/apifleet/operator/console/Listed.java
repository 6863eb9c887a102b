package dev.apifleet.operator.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A kind that the console lists, and what its columns show. */
enum Listed {
  ROUTES(
      "routes",
      "apiroutes",
      new Column("Hostnames", route -> Columns.joined(route.at("/spec/hostnames"), "*")),
      new Column("Rules", route -> String.valueOf(route.at("/spec/rules").size())),
      new Column("Fleet", route -> Columns.text(route, "/spec/fleetRef", "default"))),
  POOLS(
      "pools",
      "backendpools",
      new Column("Endpoints ready", pool -> Columns.text(pool, "/status/readyReplicas", "")),
      new Column("Desired", pool -> Columns.text(pool, "/status/desiredReplicas", "")),
      new Column("Pod hours", Columns::podHours),
      new Column(
          "Algorithm", pool -> Columns.text(pool, "/spec/loadBalancer/algorithm", "RoundRobin"))),
  POLICIES(
      "policies",
      "ratelimitpolicies",
      new Column("Algorithm", policy -> Columns.text(policy, "/spec/algorithm", "SlidingCounter")),
      new Column("Limits", policy -> Columns.limits(policy.at("/spec/limits"))),
      new Column("Mode", policy -> Columns.text(policy, "/spec/mode", "Enforce"))),
  FLEETS(
      "fleets",
      "gatewayfleets",
      new Column("Version", fleet -> Columns.text(fleet, "/status/version", "")),
      new Column("Ready", Columns::readyGateways),
      new Column("Pod hours", Columns::podHours));

  /** What a column shows of an object at some time. */
  record Column(String title, Text text) {
    interface Text {
      String of(JsonNode object, Instant now);
    }

    Column(String title, Function<JsonNode, String> text) {
      this(title, (object, _) -> text.apply(object));
    }
  }

  private final String title;
  private final String plural;
  private final List<Column> columns;

  Listed(String title, String plural, Column... columns) {
    this.title = title;
    this.plural = plural;
    this.columns = List.of(columns);
  }

  /** What the console calls the kind. */
  String title() {
    return title;
  }

  List<Column> columns() {
    return columns;
  }

  /** Of all namespaces, from the API server's own cache: the console asks often. */
  String path() {
    return "apis/apifleet.dev/v1alpha1/" + plural + "?resourceVersion=0";
  }
}

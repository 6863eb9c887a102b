package dev.apifleet.operator.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apifleet.api.v1alpha1.PodHoursStatus;
import dev.apifleet.operator.status.PodHours;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The words that table columns show of a resource. */
final class Columns {
  /** The tiers that everybody knows, from small to large; others follow by name. */
  private static final List<String> TIERS = List.of("anonymous", "free", "pro", "enterprise");

  private Columns() {}

  static String text(JsonNode object, String pointer, String otherwise) {
    return object.at(pointer).asText(otherwise);
  }

  static String joined(JsonNode list, String otherwise) {
    return list.isEmpty()
        ? otherwise
        : list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  static String limits(JsonNode limits) {
    return limits
        .propertyStream()
        .sorted(Comparator.comparingInt(tier -> rank(tier.getKey())))
        .map(tier -> tier.getKey() + " " + limit(tier.getValue()))
        .collect(Collectors.joining(", "));
  }

  static String readyGateways(JsonNode fleet) {
    return text(fleet, "/status/readyReplicas", "0") + "/" + text(fleet, "/status/replicas", "0");
  }

  /** Up to now: the status is written only when the number of replicas changes. */
  static String podHours(JsonNode object, Instant now) {
    JsonNode spent = object.at("/status/podHours");
    PodHoursStatus status =
        new PodHoursStatus(
            text(spent, "/hours", ""), spent.path("replicas").asInt(), text(spent, "/since", ""));
    return PodHours.of(status).map(known -> known.textAt(now)).orElse("");
  }

  private static int rank(String tier) {
    int known = TIERS.indexOf(tier);
    return known < 0 ? TIERS.size() : known;
  }

  private static String limit(JsonNode limit) {
    return limit.path("requests").asText("0") + "/" + limit.path("window").asText("1m");
  }
}

package dev.apifleet.operator.metrics;

import java.util.List;
import java.util.Map;

/** Who asks, as Kubernetes knows it. */
record Caller(String user, List<String> groups, Map<String, List<String>> extra) {
  Caller {
    groups = List.copyOf(groups);
    extra = Map.copyOf(extra);
  }
}

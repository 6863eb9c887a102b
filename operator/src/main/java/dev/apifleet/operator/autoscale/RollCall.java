package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.translator.ObjectRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which of the gateway pods that the cluster says are ready have not been heard of late: they may
 * serve all the same, so what the others report is not the whole load.
 */
final class RollCall {
  /** What a gateway pod told last, and when. */
  private record Heard(String fleet, Set<String> pools, Instant at) {}

  private final Supplier<List<GatewayPod>> pods;
  private final Map<String, Heard> heard = new HashMap<>();
  private List<GatewayPod> seen = List.of();
  private Map<GatewayPod, Instant> ready = Map.of();

  /**
   * @param pods of all fleets; empty where they are not known yet
   */
  RollCall(Supplier<List<GatewayPod>> pods) {
    this.pods = pods;
  }

  /** A pod told of these pools; returns those of which it told before. */
  Set<String> heard(String fleet, String pod, Set<String> pools, Instant now) {
    Heard before = heard.put(id(fleet, pod), new Heard(fleet, Set.copyOf(pools), now));
    return before == null ? Set.of() : before.pools();
  }

  void gone(String fleet, String pod) {
    heard.remove(id(fleet, pod));
  }

  /** How many of those that may carry load of a pool, or that are of a fleet, are not heard. */
  int missing(ObjectRef object, Instant now) {
    look(now);
    Predicate<String> carries =
        object.kind().equals(LoadBook.FLEET)
            ? object.qualifiedName()::equals
            : carriers(object.qualifiedName());
    return (int)
        ready.entrySet().stream()
            .filter(each -> !each.getValue().plus(LoadWindow.REPORT_HOLDS).isAfter(now))
            .map(Map.Entry::getKey)
            .filter(pod -> carries.test(pod.fleet()) && !isHeard(pod, now))
            .count();
  }

  /** Gateways tell of each pool that they have; of a fleet that is not heard nobody knows. */
  private Predicate<String> carriers(String pool) {
    Set<String> others = heard.values().stream().map(Heard::fleet).collect(Collectors.toSet());
    heard.values().stream()
        .filter(told -> told.pools().contains(pool))
        .forEach(told -> others.remove(told.fleet()));
    return fleet -> !others.contains(fleet);
  }

  private boolean isHeard(GatewayPod pod, Instant now) {
    Heard last = heard.get(id(pod.fleet(), pod.name()));
    return last != null && last.at().plus(LoadWindow.REPORT_HOLDS).isAfter(now);
  }

  /** Those that are ready at the first look may have been so for long. */
  private void look(Instant now) {
    List<GatewayPod> present = pods.get();
    if (present != seen) {
      Instant since = seen.isEmpty() ? Instant.EPOCH : now;
      Map<GatewayPod, Instant> before = ready;
      seen = present;
      ready =
          present.stream()
              .filter(GatewayPod::ready)
              .distinct()
              .collect(Collectors.toMap(pod -> pod, pod -> before.getOrDefault(pod, since)));
    }
  }

  private static String id(String fleet, String pod) {
    return fleet + "/" + pod;
  }
}

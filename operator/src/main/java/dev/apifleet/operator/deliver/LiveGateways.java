package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many gateways of each fleet there are to share a limit: those that are ready. More of them
 * count at once, or together they would admit too much; fewer only when they have been fewer for a
 * while, so that a rollout or a slow probe does not change the share of all others time and again.
 */
final class LiveGateways {
  private static final Duration FEWER_FOR = Duration.ofSeconds(10);

  private final Map<String, Count> counts = new HashMap<>();
  private final Map<String, Told> told = new HashMap<>();

  /** A count, and since when there have been fewer. */
  private record Count(int gateways, Instant fewerSince) {
    Count now(int ready, Instant now) {
      if (ready >= gateways) {
        return new Count(ready, null);
      }
      Instant since = fewerSince == null ? now : fewerSince;
      return now.isBefore(since.plus(FEWER_FOR))
          ? new Count(gateways, since)
          : new Count(ready, null);
    }
  }

  /** What a snapshot became, so that it is encoded anew only where something changed. */
  private record Told(Snapshot source, int gateways, Snapshot result) {}

  /** The snapshot with the number of its gateways; with the wanted one while none is ready. */
  Snapshot in(String fleet, Snapshot snapshot, List<GatewayPod> pods, Instant now) {
    ResourceKey key = new ResourceKey(Kind.FLEET, fleet);
    FleetSettings settings = (FleetSettings) snapshot.resources().get(key).resource();
    int ready = ready(fleet, pods);
    Count count =
        counts
            .getOrDefault(fleet, new Count(settings.gateways(), null))
            .now(ready == 0 ? settings.gateways() : ready, now);
    counts.put(fleet, count);
    Told last = told.get(fleet);
    if (last == null || last.source() != snapshot || last.gateways() != count.gateways()) {
      Snapshot result = snapshot.with(settings.withGateways(count.gateways()));
      last = new Told(snapshot, count.gateways(), result);
      told.put(fleet, last);
    }
    return last.result();
  }

  void retain(Collection<String> fleets) {
    counts.keySet().retainAll(fleets);
    told.keySet().retainAll(fleets);
  }

  private static int ready(String fleet, List<GatewayPod> pods) {
    return (int) pods.stream().filter(pod -> pod.ready() && pod.fleet().equals(fleet)).count();
  }
}

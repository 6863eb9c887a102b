package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Tells which ready gateways leave a snapshot without an ack for too long. */
@Singleton
final class LateAcks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * A gateway that should serve something else.
   *
   * @param acked what it serves; while it acks newer ones it keeps up, however many follow
   */
  record Behind(GatewayId gateway, Optional<Version> acked) {}

  private final SnapshotBook snapshots;
  private final AckBook acks;
  private final Map<Behind, Instant> since = new HashMap<>();
  private final Set<Behind> late = ConcurrentHashMap.newKeySet();

  LateAcks(SnapshotBook snapshots, AckBook acks, MeterRegistry meters) {
    this.snapshots = snapshots;
    this.acks = acks;
    meters.gaugeCollectionSize("apifleet.gateways.late", List.of(), late);
  }

  /** Those that have become late since the last look. */
  List<Behind> look(List<GatewayPod> pods, Instant now) {
    Set<Behind> behind = behind(pods);
    since.keySet().retainAll(behind);
    late.retainAll(behind);
    behind.forEach(each -> since.putIfAbsent(each, now));
    return behind.stream()
        .filter(each -> !now.isBefore(since.get(each).plus(PATIENCE)))
        .filter(late::add)
        .toList();
  }

  private Set<Behind> behind(List<GatewayPod> pods) {
    return pods.stream()
        .filter(GatewayPod::ready)
        .map(GatewayId::of)
        .map(gateway -> new Behind(gateway, acks.of(gateway).map(ack -> ack.published().version())))
        .filter(this::isBehind)
        .collect(Collectors.toSet());
  }

  private boolean isBehind(Behind each) {
    return snapshots
        .latest(each.gateway().fleet())
        .filter(wanted -> !each.acked().equals(Optional.of(wanted.version())))
        .isPresent();
  }
}

package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.leader.Leadership;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.translator.ObjectRef;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Has an operator that does not lead keep the load of all that is scaled by it, so that it could
 * decide at once if it led.
 */
@Singleton
final class Standby {
  private static final Logger LOG = Logger.getLogger(Standby.class);
  private static final long PERIOD_SECONDS = 1;

  private final WorldReader world;
  private final LoadBook loads;
  private final Leadership leadership;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("standby").factory());

  Standby(WorldReader world, LoadBook loads, Leadership leadership) {
    this.world = world;
    this.loads = loads;
    this.leadership = leadership;
  }

  void begin(@Observes StartupEvent event) {
    thread.scheduleWithFixedDelay(this::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    leadership.onStart(thread::shutdown);
  }

  void end(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }

  /** What nobody asks for is not kept. */
  void look() {
    if (leadership.isLeader() || !world.synced()) {
      return;
    }
    try {
      List<Subject> followed =
          subjects(world).filter(subject -> subject.autoscaling().isPresent()).toList();
      followed.forEach(subject -> loads.stats(subject.ref(), subject.autoscaling().orElseThrow()));
      Set<ObjectRef> kept = followed.stream().map(Subject::ref).collect(Collectors.toSet());
      loads.retain(kept);
    } catch (RuntimeException e) { // the thread would end with it
      LOG.warn("the load was not looked at", e);
    }
  }

  /** All that asks for a number of replicas. */
  static Stream<Subject> subjects(WorldReader world) {
    return Stream.concat(
        world.pools().stream().flatMap(pool -> Subject.of(pool).stream()),
        world.fleets().stream().map(Subject::of));
  }
}

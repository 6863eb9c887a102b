package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.leader.Leadership;
import dev.apifleet.operator.status.EventRecorder;
import dev.apifleet.operator.world.WorldReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * The autoscaler of the leader: looks at every pool with a scale target and every fleet twice a
 * second, so that an edit is followed within one.
 */
@Singleton
public final class ScaleLoop {
  private final KubernetesClient client;
  private final OperatorConfig config;
  private final WorldReader world;
  private final Leadership leadership;
  private final LoadBook loads;
  private final LatestReports reports;
  private final ScaleBook book;
  private final EventRecorder events;
  private volatile Runnable end = () -> {};

  ScaleLoop(
      KubernetesClient client,
      OperatorConfig config,
      WorldReader world,
      Leadership leadership,
      LoadBook loads,
      LatestReports reports,
      ScaleBook book,
      EventRecorder events) {
    this.client = client;
    this.config = config;
    this.world = world;
    this.leadership = leadership;
    this.loads = loads;
    this.reports = reports;
    this.book = book;
    this.events = events;
  }

  void onStart(@Observes StartupEvent event) {
    leadership.onStart(this::begin);
  }

  void onShutdown(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    end.run();
  }

  private void begin() {
    Clock clock = Clock.systemUTC();
    ScaleEvents told = new ScaleEvents(events);
    Scaler fenced = new LeadersScaler(new KubernetesScaler(client), leadership::isLeader);
    TargetBook targets = new TargetBook(fenced, clock);
    Idlest idlest = new Idlest(new ClusterPods(client), reports);
    HpaKeeper keeper = new HpaKeeper(new ClusterHpas(client), clock);
    SubjectScaler scaler = new SubjectScaler(targets, loads, book, idlest, keeper, told, clock);
    Pulse pulse = new Pulse();
    TargetWatch watch =
        new TargetWatch(
            client, config.watchNamespaces(), target -> soonIf(targets.changed(target), pulse));
    Round round = new Round(this::subjects, watch::hpas, scaler, targets, loads, virtualThreads());
    loads.onOverload(pulse::soon);
    pulse.start(() -> runWhenSynced(round, watch));
    end =
        () -> {
          pulse.stop();
          watch.stop();
        };
    leadership.onStop(end);
  }

  private List<Subject> subjects() {
    return Standby.subjects(world).toList();
  }

  private static void soonIf(boolean cares, Pulse pulse) {
    if (cares) {
      pulse.soon();
    }
  }

  private void runWhenSynced(Round round, TargetWatch watch) {
    if (world.synced() && watch.synced()) {
      round.run();
    }
  }

  private static Executor virtualThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scale-", 0).factory());
  }
}

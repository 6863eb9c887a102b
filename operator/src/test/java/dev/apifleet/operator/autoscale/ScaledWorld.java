package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pools and fleets in memory, and all of the autoscaler that decides about them. */
final class ScaledWorld {
  final FakeClock clock = new FakeClock();
  final FakeScaler cluster = new FakeScaler();
  final List<BackendPool> pools = new ArrayList<>();
  final List<GatewayFleet> fleets = new ArrayList<>();
  final List<HorizontalPodAutoscaler> hpas = new ArrayList<>();
  final List<String> announced = new ArrayList<>();
  final List<ObjectRef> changed = new ArrayList<>();
  final LoadBook loads = new LoadBook(clock, List::of);
  final ScaleBook book = new ScaleBook(recording(changed));
  final TargetBook targets = new TargetBook(cluster, clock);
  final LatestReports reports = new LatestReports(clock);
  final FakePods pods = new FakePods();
  private final SubjectScaler scaler =
      new SubjectScaler(
          targets,
          loads,
          book,
          new Idlest(pods, reports),
          new HpaKeeper(new FakeHpas(hpas), clock),
          (pool, sentence) -> announced.add(sentence),
          clock);
  private final Round round =
      new Round(this::subjects, () -> hpas, scaler, targets, loads, Runnable::run);

  private List<Subject> subjects() {
    return Stream.concat(
            pools.stream().flatMap(pool -> Subject.of(pool).stream()),
            fleets.stream().map(Subject::of))
        .toList();
  }

  void second() {
    clock.passSeconds(1);
    round.run();
  }

  void minuteOf(double concurrency) {
    for (int i = 0; i < 60; i++) {
      report("gateway-0", concurrency);
      second();
    }
  }

  void report(String pod, double concurrency) {
    PoolLoad load = PoolLoad.newBuilder().setConcurrency(concurrency).setRate(1).build();
    loads.report("edge/default", pod, LoadReport.newBuilder().putPools("shop/api", load).build());
  }

  ScaleStatus status(String pool) {
    return book.of(new ObjectRef("BackendPool", "shop", pool)).orElseThrow();
  }

  Finding condition(String pool) {
    return status(pool).condition().orElseThrow();
  }

  private static StatusEvents recording(List<ObjectRef> changed) {
    return new StatusEvents() {
      @Override
      public void changed(ObjectRef object) {
        changed.add(object);
      }
    };
  }
}

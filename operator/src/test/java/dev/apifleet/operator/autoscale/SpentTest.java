package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolStatus;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.GatewayFleetStatus;
import dev.apifleet.api.v1alpha1.PodHoursStatus;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pools and fleets cost, over operators that come and go. */
class SpentTest {
  private static final ObjectRef API = new ObjectRef("BackendPool", "shop", "api");
  private static final ObjectRef EDGE = new ObjectRef("GatewayFleet", "shop", "edge");
  private static final long HOUR = 3600;

  private final FakeClock clock = new FakeClock();
  private final FakeScaler cluster = new FakeScaler();
  private final List<String> announced = new ArrayList<>();
  private final List<ObjectRef> changed = new ArrayList<>();
  private final GatewayFleet edge = Fleets.fixed("edge", 2);
  private BackendPool api = Pools.automatic("api", "api", 3, 15);
  private Operator operator = new Operator();

  @Test
  void hoursAreCountedOverAnOperatorsEnd() {
    cluster.has("api", 3);
    cluster.has("edge-gateway", 2);
    operator.look();
    clock.passSeconds(2 * HOUR);
    resize(5);
    assertThat(written(API)).isEqualTo(new PodHoursStatus("6.000", 5, "2026-01-01T14:00:00Z"));
    assertThat(announced).last().asString().endsWith("; 6.0 pod-hours spent so far");

    clock.passSeconds(HOUR);
    failOver();
    clock.passSeconds(HOUR);
    resize(4);
    assertThat(written(API)).isEqualTo(new PodHoursStatus("16.000", 4, "2026-01-01T16:00:00Z"));
    assertThat(written(EDGE)).isEqualTo(new PodHoursStatus("0.000", 2, "2026-01-01T12:00:00Z"));
  }

  @Test
  void whoTakesOverASteadyPoolSaysWhatWasSaid() {
    cluster.has("api", 3);
    clock.passMillis(789);
    operator.look();
    PodHoursStatus before = written(API);
    failOver();
    clock.passSeconds(HOUR);
    operator.look();
    assertThat(written(API)).isEqualTo(before);
  }

  @Test
  void aSteadyPoolAndFleetAreNeverWritten() {
    cluster.has("api", 3);
    cluster.has("edge-gateway", 2);
    operator.look();
    changed.clear();
    for (int i = 0; i < 100; i++) {
      clock.passSeconds(60);
      operator.look();
    }
    assertThat(changed).isEmpty();
  }

  @Test
  void aTargetThatIsGoneCostsNothingAndOneThatCannotBeReadGoesOn() {
    cluster.has("api", 3);
    operator.look();
    clock.passSeconds(HOUR);
    becomes(new TargetState.Unreadable("the API server answered 500"));
    clock.passSeconds(HOUR);
    becomes(new TargetState.Missing());
    assertThat(written(API)).isEqualTo(new PodHoursStatus("6.000", 0, "2026-01-01T14:00:00Z"));
  }

  @Test
  void aStatusThatAnotherHandSpoiledStartsTheCountAnew() {
    cluster.has("api", 3);
    api.setStatus(status(new PodHoursStatus("1.000", 3, "2026-99-99T00:00:00Z")));
    operator.look();
    assertThat(written(API)).isEqualTo(new PodHoursStatus("0.000", 3, "2026-01-01T12:00:00Z"));
  }

  private void resize(int replicas) {
    BackendPoolStatus status = api.getStatus();
    api = Pools.automatic("api", "api", replicas, replicas);
    api.setStatus(status);
    operator.look();
  }

  private void becomes(TargetState state) {
    cluster.targets.put("api", state);
    operator.targets.changed(ScaleTarget.deployment("shop", "api"));
    operator.look();
  }

  /** The next operator knows only what the statuses say. */
  private void failOver() {
    api.setStatus(status(written(API)));
    edge.setStatus(
        new GatewayFleetStatus(
            1L, null, null, null, null, null, null, written(EDGE), List.of(), List.of()));
    operator = new Operator();
  }

  private static BackendPoolStatus status(PodHoursStatus podHours) {
    return new BackendPoolStatus(1L, null, null, null, null, null, podHours, List.of());
  }

  private PodHoursStatus written(ObjectRef object) {
    return operator.book.of(object).map(ScaleStatus::podHours).orElseThrow();
  }

  private final class Operator {
    final TargetBook targets = new TargetBook(cluster, clock);
    final ScaleBook book =
        new ScaleBook(
            new StatusEvents() {
              @Override
              public void changed(ObjectRef object) {
                changed.add(object);
              }
            });
    private final LoadBook loads = new LoadBook(clock, List::of);
    private final SubjectScaler scaler =
        new SubjectScaler(
            targets,
            loads,
            book,
            new Idlest(new FakePods(), new LatestReports(clock)),
            new HpaKeeper(new FakeHpas(new ArrayList<>()), clock),
            (object, sentence) -> announced.add(sentence),
            clock);
    private final Round round =
        new Round(this::subjects, List::of, scaler, targets, loads, Runnable::run);

    void look() {
      round.run();
    }

    private List<Subject> subjects() {
      return Stream.concat(Subject.of(api).stream(), Stream.of(Subject.of(edge))).toList();
    }
  }
}

package dev.apifleet.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.ApiRouteStatus;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.leader.FakeLeadership;
import dev.apifleet.operator.status.EventRecorder;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.StateBook;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.operator.status.StatusNotices;
import dev.apifleet.operator.status.StatusWrites;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between a change and the write, with nothing written: no cluster is needed. */
class StatusPatchTest {
  private static final ObjectRef ROUTE = new ObjectRef("ApiRoute", "default", "shop");

  private final AtomicLong clock = new AtomicLong();
  private final StatusEvents events = new StatusEvents();
  private final StatusWrites writes = new StatusWrites(events, clock::get);
  private final StateBook states = new StateBook(new SnapshotBook(), new AckBook(), writes);
  private final FakeLeadership leadership = new FakeLeadership(true);
  private final Kubernetes kubernetes = new Kubernetes();
  private final StatusPatch patch =
      new StatusPatch(
          states,
          writes,
          new StatusNotices(new EventRecorder(null, new TestConfig())),
          leadership,
          kubernetes);
  private final List<ResourceID> called = new ArrayList<>();
  private final ApiRoute route = new ApiRoute();

  @BeforeEach
  void aRouteWhoseReconcilerHearsOfChanges() throws Exception {
    route.getMetadata().setNamespace("default");
    route.getMetadata().setName("shop");
    route.getMetadata().setGeneration(1L);
    var source = events.source(ApiRoute.class);
    source.setEventHandler(event -> called.add(event.getRelatedCustomResourceID()));
    source.start();
  }

  @Test
  void aChangeCallsTheReconcilerOnce() {
    found("not good", 1);
    assertThat(called).containsExactly(new ResourceID("shop", "default"));
  }

  @Test
  void aChangeWhileTheStatusIsMadeIsNotLost() {
    found("not good", 1);
    called.clear();
    patch.write(
        route,
        ApiRoute::new,
        state -> {
          found("worse", 1);
          called.clear();
          return route.getStatus(); // nothing to write, as of the state before
        },
        null);
    assertThat(called).containsExactly(new ResourceID("shop", "default"));
  }

  @Test
  void withoutAChangeNobodyIsCalledAgain() {
    found("not good", 1);
    called.clear();
    route.setStatus(status(states.of(ROUTE, 1).orElseThrow()));
    patch.write(route, ApiRoute::new, this::status, null);
    assertThat(called).isEmpty();
  }

  @Test
  void whatIsKnownOfALaterGenerationIsNotWrittenToTheOneBefore() {
    found("not good", 2);
    called.clear();
    patch.write(
        route,
        ApiRoute::new,
        _ -> {
          throw new AssertionError("nothing is known of generation 1");
        },
        null);
    assertThat(called).isEmpty();
  }

  @Test
  void aStatusThatAnotherHandChangedIsPutRightOnce() {
    accepted();
    write();
    assertThat(kubernetes.sent).isEqualTo(1);
    ApiRouteStatus right = route.getStatus();

    route.setStatus(new ApiRouteStatus(1L, "3/3", programmed(right)));
    write();
    assertThat(kubernetes.sent).isEqualTo(2);
    assertThat(route.getStatus().gateways()).isEqualTo(right.gateways());
    assertThat(programmedOf(route.getStatus())).isEqualTo("False");
    write();
    assertThat(kubernetes.sent).as("nothing is written without a change").isEqualTo(2);
  }

  @Test
  void whoDoesNotLeadWritesNothingAndLooksAgain() {
    accepted();
    leadership.leads(false);
    assertThat(write().getScheduleDelay()).hasValue(StatusPatch.LEADS_SOON.toMillis());
    assertThat(kubernetes.sent).isZero();

    leadership.leads(true);
    assertThat(write().getScheduleDelay()).isEmpty();
    assertThat(kubernetes.sent).isEqualTo(1);
  }

  @Test
  void whatCannotBeWrittenIsTriedAgainForEverWithAPause() {
    accepted();
    kubernetes.refusal = new KubernetesClientException("too many requests");
    for (int times = 1; times <= 200; times++) {
      clock.addAndGet(StatusPatch.TRY_AGAIN.toNanos());
      assertThat(write().getScheduleDelay()).hasValue(StatusPatch.TRY_AGAIN.toMillis());
      assertThat(kubernetes.sent).isEqualTo(times);
    }
    kubernetes.refusal = null;
    clock.addAndGet(StatusPatch.TRY_AGAIN.toNanos());
    assertThat(write().getScheduleDelay()).isEmpty();
    assertThat(programmedOf(route.getStatus())).isEqualTo("False");
  }

  @Test
  void anObjectThatIsGoneIsNotTriedAgain() {
    accepted();
    kubernetes.refusal = new KubernetesClientException("no such route", 404, null);
    assertThat(write().getScheduleDelay()).isEmpty();
  }

  /** Takes statuses as Kubernetes does, and caches them as the SDK does. */
  private final class Kubernetes implements StatusPatch.Sender {
    private KubernetesClientException refusal;
    private int sent;

    @Override
    public <T extends HasMetadata> T send(T object, T applied, Context<T> context) {
      sent++;
      if (refusal != null) {
        throw refusal;
      }
      route.setStatus(((ApiRoute) applied).getStatus());
      return applied;
    }
  }

  private UpdateControl<ApiRoute> write() {
    return patch.write(route, ApiRoute::new, this::status, null);
  }

  /** The same conditions, but for a lie. */
  private static List<StatusCondition> programmed(ApiRouteStatus status) {
    return status.conditions().stream()
        .map(
            each ->
                each.type().equals("Programmed")
                    ? new StatusCondition(
                        "Programmed", "True", "Programmed", "all is well", null, 1L)
                    : each)
        .toList();
  }

  private static String programmedOf(ApiRouteStatus status) {
    return status.conditions().stream()
        .filter(each -> each.type().equals("Programmed"))
        .findFirst()
        .orElseThrow()
        .status();
  }

  private ApiRouteStatus status(ObjectState state) {
    return new ApiRouteStatus(
        state.generation(),
        state.gateways(),
        patch.conditions(route, state.conditions(), state.generation()));
  }

  private void accepted() {
    found(new Finding(ROUTE, "Accepted", true, "Accepted", "ok"), 1);
  }

  private void found(String message, long generation) {
    found(new Finding(ROUTE, "Accepted", false, "Invalid", message), generation);
  }

  private void found(Finding finding, long generation) {
    states.round(
        new Translation(
            new TreeMap<>(),
            new TreeMap<>(Map.of(ROUTE, List.of(finding))),
            Map.of(ROUTE, generation)),
        List.of());
  }
}

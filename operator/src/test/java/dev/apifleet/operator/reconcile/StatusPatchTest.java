package dev.apifleet.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.ApiRouteStatus;
import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.StateBook;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.operator.status.StatusWrites;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
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
  private final StatusPatch patch = new StatusPatch(states, writes, null);
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

  private ApiRouteStatus status(ObjectState state) {
    return new ApiRouteStatus(
        state.generation(),
        state.gateways(),
        patch.conditions(route, state.conditions(), state.generation()));
  }

  private void found(String message, long generation) {
    Finding finding = new Finding(ROUTE, "Accepted", false, "Invalid", message);
    states.round(
        new Translation(
            new TreeMap<>(),
            new TreeMap<>(Map.of(ROUTE, List.of(finding))),
            Map.of(ROUTE, generation)),
        List.of());
  }
}

package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolStatus;
import dev.apifleet.operator.status.Conditions;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.ScaleView;
import dev.apifleet.operator.status.StateBook;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the status of pools, the autoscaler's part among it. */
@Singleton
@ControllerConfiguration(name = "backendpool")
public class BackendPoolReconciler implements Reconciler<BackendPool> {
  private static final ScaleStatus NOT_SCALED = new ScaleStatus(null, null, null, Optional.empty());

  private final StateBook states;
  private final StatusEvents events;
  private final List<ScaleView> scaleViews;
  private final Clock clock = Clock.systemUTC();

  BackendPoolReconciler(StateBook states, StatusEvents events, @All List<ScaleView> scaleViews) {
    this.states = states;
    this.events = events;
    this.scaleViews = scaleViews;
  }

  @Override
  public List<EventSource<?, BackendPool>> prepareEventSources(
      EventSourceContext<BackendPool> context) {
    return List.of(events.source(BackendPool.class));
  }

  @Override
  public UpdateControl<BackendPool> reconcile(BackendPool pool, Context<BackendPool> context) {
    return StatusPatch.of(
        pool,
        BackendPool::new,
        states
            .of(ObjectRef.of(pool), pool.getMetadata().getGeneration())
            .map(state -> status(pool, state)),
        context);
  }

  /**
   * After a restart the autoscaler knows nothing until its first look; what was seen before stands.
   */
  private static ScaleStatus lastSeen(BackendPool pool, ObjectRef object) {
    BackendPoolStatus status = pool.getStatus();
    if (status == null || pool.getSpec() == null || pool.getSpec().scaleTargetRef() == null) {
      return NOT_SCALED;
    }
    Optional<Finding> scaling =
        Optional.ofNullable(status.conditions()).stream()
            .flatMap(List::stream)
            .filter(condition -> "Scaling".equals(condition.type()))
            .findFirst()
            .map(
                condition ->
                    new Finding(
                        object,
                        condition.type(),
                        "True".equals(condition.status()),
                        condition.reason(),
                        condition.message()));
    return new ScaleStatus(status.replicas(), status.desiredReplicas(), status.selector(), scaling);
  }

  private BackendPoolStatus status(BackendPool pool, ObjectState state) {
    ScaleStatus scale =
        scaleViews.stream()
            .flatMap(view -> view.of(state.object()).stream())
            .findFirst()
            .orElseGet(() -> lastSeen(pool, state.object()));
    List<Finding> findings = new ArrayList<>(state.conditions());
    scale.condition().ifPresent(findings::add);
    var old = pool.getStatus() == null ? null : pool.getStatus().conditions();
    return new BackendPoolStatus(
        scale.replicas(),
        state.endpoints().orElse(null),
        scale.desiredReplicas(),
        scale.selector(),
        state.gateways(),
        Conditions.merge(old, findings, state.generation(), clock.instant()));
  }
}

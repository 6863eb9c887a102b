package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolStatus;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.ScaleView;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Writes the status of pools, the autoscaler's part among it. */
@Singleton
@ControllerConfiguration(name = "backendpool")
public class BackendPoolReconciler implements Reconciler<BackendPool> {
  private final StatusPatch patch;
  private final StatusEvents events;
  private final ScaleView scaleView;

  BackendPoolReconciler(StatusPatch patch, StatusEvents events, ScaleView scaleView) {
    this.patch = patch;
    this.events = events;
    this.scaleView = scaleView;
  }

  @Override
  public List<EventSource<?, BackendPool>> prepareEventSources(
      EventSourceContext<BackendPool> context) {
    return List.of(events.source(BackendPool.class));
  }

  @Override
  public UpdateControl<BackendPool> reconcile(BackendPool pool, Context<BackendPool> context) {
    return patch.write(pool, BackendPool::new, state -> status(pool, state), context);
  }

  private static ScaleStatus lastSeen(BackendPool pool, ObjectRef object) {
    BackendPoolStatus status = pool.getStatus();
    if (status == null || pool.getSpec() == null || pool.getSpec().scaleTargetRef() == null) {
      return ScaleStatus.NONE;
    }
    return ScaleStatus.lastSeen(
        object,
        status.replicas(),
        status.desiredReplicas(),
        status.selector(),
        status.podHours(),
        status.conditions());
  }

  private BackendPoolStatus status(BackendPool pool, ObjectState state) {
    ScaleStatus scale =
        scaleView.of(state.object()).orElseGet(() -> lastSeen(pool, state.object()));
    List<Finding> findings = new ArrayList<>(state.conditions());
    scale.condition().ifPresent(findings::add);
    return new BackendPoolStatus(
        state.generation(),
        scale.replicas(),
        state.endpoints().orElse(null),
        scale.desiredReplicas(),
        scale.selector(),
        state.gateways(),
        scale.podHours(),
        patch.conditions(pool, findings, state.generation()));
  }
}

package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.api.v1alpha1.RateLimitPolicyStatus;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.StatusEvents;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes the status of policies: what they deliver is the publish loop's business. */
@Singleton
@ControllerConfiguration(name = "ratelimitpolicy")
public class RateLimitPolicyReconciler implements Reconciler<RateLimitPolicy> {
  private final StatusPatch patch;
  private final StatusEvents events;

  RateLimitPolicyReconciler(StatusPatch patch, StatusEvents events) {
    this.patch = patch;
    this.events = events;
  }

  @Override
  public List<EventSource<?, RateLimitPolicy>> prepareEventSources(
      EventSourceContext<RateLimitPolicy> context) {
    return List.of(events.source(RateLimitPolicy.class));
  }

  @Override
  public UpdateControl<RateLimitPolicy> reconcile(
      RateLimitPolicy policy, Context<RateLimitPolicy> context) {
    return patch.write(policy, RateLimitPolicy::new, state -> status(policy, state), context);
  }

  private RateLimitPolicyStatus status(RateLimitPolicy policy, ObjectState state) {
    return new RateLimitPolicyStatus(
        state.generation(),
        state.gateways(),
        patch.conditions(policy, state.conditions(), state.generation()));
  }
}

package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.api.v1alpha1.RateLimitPolicyStatus;
import dev.apifleet.operator.status.Conditions;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.StateBook;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.ObjectRef;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Writes the status of policies: what they deliver is the publish loop's business. */
@Singleton
@ControllerConfiguration(name = "ratelimitpolicy")
public class RateLimitPolicyReconciler implements Reconciler<RateLimitPolicy> {
  private final StateBook states;
  private final StatusEvents events;
  private final Clock clock = Clock.systemUTC();

  RateLimitPolicyReconciler(StateBook states, StatusEvents events) {
    this.states = states;
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
    return StatusPatch.of(
        policy,
        RateLimitPolicy::new,
        states
            .of(ObjectRef.of(policy), policy.getMetadata().getGeneration())
            .map(state -> status(policy, state)),
        context);
  }

  private RateLimitPolicyStatus status(RateLimitPolicy policy, ObjectState state) {
    var old = policy.getStatus() == null ? null : policy.getStatus().conditions();
    return new RateLimitPolicyStatus(
        state.gateways(),
        Conditions.merge(old, state.conditions(), state.generation(), clock.instant()));
  }
}

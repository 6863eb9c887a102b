package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.ApiRouteStatus;
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

/** Writes the status of routes: what they deliver is the publish loop's business. */
@Singleton
@ControllerConfiguration(name = "apiroute")
public class ApiRouteReconciler implements Reconciler<ApiRoute> {
  private final StateBook states;
  private final StatusEvents events;
  private final Clock clock = Clock.systemUTC();

  ApiRouteReconciler(StateBook states, StatusEvents events) {
    this.states = states;
    this.events = events;
  }

  @Override
  public List<EventSource<?, ApiRoute>> prepareEventSources(EventSourceContext<ApiRoute> context) {
    return List.of(events.source(ApiRoute.class));
  }

  @Override
  public UpdateControl<ApiRoute> reconcile(ApiRoute route, Context<ApiRoute> context) {
    return StatusPatch.of(
        route,
        ApiRoute::new,
        states
            .of(ObjectRef.of(route), route.getMetadata().getGeneration())
            .map(state -> status(route, state)),
        context);
  }

  private ApiRouteStatus status(ApiRoute route, ObjectState state) {
    var old = route.getStatus() == null ? null : route.getStatus().conditions();
    return new ApiRouteStatus(
        state.gateways(),
        Conditions.merge(old, state.conditions(), state.generation(), clock.instant()));
  }
}

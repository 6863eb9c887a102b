package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.ApiRouteStatus;
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

/** Writes the status of routes: what they deliver is the publish loop's business. */
@Singleton
@ControllerConfiguration(name = "apiroute")
public class ApiRouteReconciler implements Reconciler<ApiRoute> {
  private final StatusPatch patch;
  private final StatusEvents events;

  ApiRouteReconciler(StatusPatch patch, StatusEvents events) {
    this.patch = patch;
    this.events = events;
  }

  @Override
  public List<EventSource<?, ApiRoute>> prepareEventSources(EventSourceContext<ApiRoute> context) {
    return List.of(events.source(ApiRoute.class));
  }

  @Override
  public UpdateControl<ApiRoute> reconcile(ApiRoute route, Context<ApiRoute> context) {
    return patch.write(route, ApiRoute::new, state -> status(route, state), context);
  }

  private ApiRouteStatus status(ApiRoute route, ObjectState state) {
    return new ApiRouteStatus(
        state.generation(),
        state.gateways(),
        patch.conditions(route, state.conditions(), state.generation()));
  }
}

package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.GatewayFleetStatus;
import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.leader.Leadership;
import dev.apifleet.operator.status.FleetView;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.ScaleView;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.operator.trust.OperatorTrust;
import dev.apifleet.operator.workload.FleetNames;
import dev.apifleet.operator.workload.Workload;
import dev.apifleet.operator.world.GatewayPods;
import dev.apifleet.operator.world.SecretDigests;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the children of each fleet as its spec wants them, and writes the status of fleets. */
@Singleton
@ControllerConfiguration(name = "gatewayfleet")
public class GatewayFleetReconciler implements Reconciler<GatewayFleet> {
  private static final Logger LOG = Logger.getLogger(GatewayFleetReconciler.class);
  private static final Duration TRY_REFUSED_AGAIN = Duration.ofSeconds(30);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  /**
   * How far the children were brought.
   *
   * @param again when to try again; empty when all is done
   */
  private record Outcome(Optional<Finding> refused, Optional<Duration> again) {}

  private final Children children;
  private final StatusPatch patch;
  private final StatusEvents events;
  private final OperatorConfig config;
  private final ScaleView scaleView;
  private final OperatorTrust trust;
  private final Leadership leadership;

  GatewayFleetReconciler(
      Children children,
      StatusPatch patch,
      StatusEvents events,
      OperatorConfig config,
      ScaleView scaleView,
      OperatorTrust trust,
      Leadership leadership) {
    this.leadership = leadership;
    this.config = config;
    this.scaleView = scaleView;
    this.trust = trust;
    this.children = children;
    this.patch = patch;
    this.events = events;
  }

  @Override
  public List<EventSource<?, GatewayFleet>> prepareEventSources(
      EventSourceContext<GatewayFleet> context) {
    List<EventSource<?, GatewayFleet>> sources = new ArrayList<>();
    sources.add(events.source(GatewayFleet.class));
    trust.onChange(
        () -> context.getPrimaryCache().list().map(ObjectRef::of).forEach(events::changed));
    Workload.KINDS.forEach(kind -> sources.add(childrenOf(kind, context)));
    config.watchNamespaces().forEach(namespace -> sources.add(keysIn(namespace, context)));
    return sources;
  }

  /** Each namespace has a store of its own, since each watch clears its store of all else. */
  private static InformerEventSource<Secret, GatewayFleet> keysIn(
      String namespace, EventSourceContext<GatewayFleet> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, GatewayFleet.class)
            .withName("keys-in-" + namespace)
            .withNamespaces(namespace)
            .withLabelSelector(GatewayPods.FLEET_LABEL + ",!" + FleetNames.BOOTSTRAP_LABEL)
            .withItemStore(new SecretDigests())
            .build(),
        context);
  }

  private static <R extends HasMetadata> InformerEventSource<R, GatewayFleet> childrenOf(
      Class<R> kind, EventSourceContext<GatewayFleet> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, GatewayFleet.class)
            .withLabelSelector(GatewayPods.FLEET_LABEL)
            .build(),
        context);
  }

  @Override
  public UpdateControl<GatewayFleet> reconcile(GatewayFleet fleet, Context<GatewayFleet> context) {
    if (!leadership.isLeader()) {
      return UpdateControl.<GatewayFleet>noUpdate().rescheduleAfter(StatusPatch.LEADS_SOON);
    }
    Outcome outcome = apply(fleet, context);
    UpdateControl<GatewayFleet> control =
        patch.write(
            fleet, GatewayFleet::new, state -> status(fleet, state, outcome.refused()), context);
    return control.getScheduleDelay().isPresent()
        ? control
        : outcome.again().map(control::rescheduleAfter).orElse(control);
  }

  /**
   * What Kubernetes finds wrong with a child is wrong with the fleet's spec: its user is told. What
   * else goes wrong keeps no status back.
   */
  private Outcome apply(GatewayFleet fleet, Context<GatewayFleet> context) {
    try {
      children.apply(fleet, context);
      return new Outcome(Optional.empty(), Optional.empty());
    } catch (RuntimeException e) {
      return Refusals.message(e)
          .map(message -> refused(fleet, message))
          .orElseGet(() -> failed(fleet, e));
    }
  }

  private static Outcome refused(GatewayFleet fleet, String message) {
    Finding finding = new Finding(ObjectRef.of(fleet), "Accepted", false, "Refused", message);
    return new Outcome(Optional.of(finding), Optional.of(TRY_REFUSED_AGAIN));
  }

  private static Outcome failed(GatewayFleet fleet, RuntimeException e) {
    LOG.warnf(e, "the children of %s are tried again", ObjectRef.of(fleet).qualifiedName());
    return new Outcome(Optional.empty(), Optional.of(TRY_AGAIN));
  }

  private static ScaleStatus lastSeen(GatewayFleet fleet) {
    GatewayFleetStatus status = fleet.getStatus();
    return status == null
        ? ScaleStatus.NONE
        : ScaleStatus.lastSeen(
            ObjectRef.of(fleet),
            status.replicas(),
            status.desiredReplicas(),
            status.selector(),
            status.podHours(),
            status.conditions());
  }

  private GatewayFleetStatus status(
      GatewayFleet fleet, ObjectState state, Optional<Finding> refused) {
    FleetView view = state.fleet().orElseThrow();
    ScaleStatus scale = scaleView.of(state.object()).orElseGet(() -> lastSeen(fleet));
    List<Finding> findings = new ArrayList<>(state.conditions());
    scale.condition().ifPresent(findings::add);
    refused.ifPresent(findings::add);
    return new GatewayFleetStatus(
        state.generation(),
        view.pods().size(),
        view.ready(),
        scale.desiredReplicas(),
        FleetNames.selectorText(fleet),
        view.version(),
        view.gateways(),
        scale.podHours(),
        view.pods(),
        patch.conditions(fleet, findings, state.generation()));
  }
}

package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.ObservedStatus;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.operator.leader.Leadership;
import dev.apifleet.operator.status.Conditions;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.StateBook;
import dev.apifleet.operator.status.StatusNotices;
import dev.apifleet.operator.status.StatusWrites;
import dev.apifleet.operator.status.Urgency;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes statuses by server-side apply, when and only when they say something else than before, and
 * in turn. What was written is cached at once: compared with the status before last, a status that
 * goes to and fro quickly would be left as it was in between. Who does not lead writes none, and
 * what was not written is tried again until it is.
 */
@Singleton
class StatusPatch {
  private static final Logger LOG = Logger.getLogger(StatusPatch.class);
  static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  /** Reconcilers are called while the Lease that was just won is read. */
  static final Duration LEADS_SOON = Duration.ofMillis(500);

  /** Sends a status to Kubernetes, and caches what it says then. */
  interface Sender {
    <T extends HasMetadata> T send(T object, T applied, Context<T> context);
  }

  private final StateBook states;
  private final StatusWrites writes;
  private final StatusNotices notices;
  private final Leadership leadership;
  private final Sender sender;
  private final Clock clock = Clock.systemUTC();

  @Inject
  StatusPatch(StateBook states, StatusWrites writes, StatusNotices notices, Leadership leadership) {
    this(
        states,
        writes,
        notices,
        leadership,
        PrimaryUpdateAndCacheUtils::ssaPatchStatusAndCacheResource);
  }

  StatusPatch(
      StateBook states,
      StatusWrites writes,
      StatusNotices notices,
      Leadership leadership,
      Sender sender) {
    this.states = states;
    this.writes = writes;
    this.notices = notices;
    this.leadership = leadership;
    this.sender = sender;
  }

  /**
   * @param fresh makes an empty object of the kind: applied is only what is set in it
   * @param status makes the status; asked while nothing is known of this generation it is not
   */
  <S extends ObservedStatus, T extends CustomResource<?, S>> UpdateControl<T> write(
      T object, Supplier<T> fresh, Function<ObjectState, S> status, Context<T> context) {
    ObjectRef ref = ObjectRef.of(object);
    long generation = object.getMetadata().getGeneration();
    ObjectState state = states.of(ref, generation).orElse(null);
    S wanted = state == null ? null : status.apply(state);
    Duration again = Duration.ZERO;
    if (wanted == null || wanted.equals(object.getStatus())) {
      writes.unchanged(ref);
    } else if (!leadership.isLeader()) {
      writes.unchanged(ref);
      again = LEADS_SOON;
    } else if (writes.admit(state, Urgency.of(object.getStatus(), wanted))) {
      again = send(object, fresh.get(), wanted, context) ? Duration.ZERO : TRY_AGAIN;
    }
    states.of(ref, generation).filter(now -> now != state).ifPresent(writes::lookAgain);
    UpdateControl<T> nothing = UpdateControl.noUpdate();
    return again.isZero() ? nothing : nothing.rescheduleAfter(again);
  }

  private <S extends ObservedStatus, T extends CustomResource<?, S>> boolean send(
      T object, T fresh, S wanted, Context<T> context) {
    try {
      sender.send(object, applied(object, fresh, wanted), context);
    } catch (RuntimeException e) {
      if (isGone(e)) {
        return true;
      }
      LOG.warnf(
          "the status of %s is not written yet, which is tried again: %s",
          ObjectRef.of(object), e.getMessage());
      return false;
    } finally {
      writes.done();
    }
    notices.written(object, wanted);
    return true;
  }

  /** The object was deleted meanwhile, which is heard of soon. */
  private static boolean isGone(RuntimeException e) {
    return e instanceof KubernetesClientException answer
        && answer.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** What was found, as conditions of an object that has others now. */
  List<StatusCondition> conditions(
      CustomResource<?, ? extends ObservedStatus> object, List<Finding> found, long generation) {
    ObservedStatus old = object.getStatus();
    return Conditions.of(old == null ? null : old.conditions(), found, generation, clock.instant());
  }

  private static <S, T extends CustomResource<?, S>> T applied(T object, T fresh, S status) {
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(object.getMetadata().getNamespace())
            .withName(object.getMetadata().getName())
            .build());
    fresh.setStatus(status);
    return fresh;
  }
}

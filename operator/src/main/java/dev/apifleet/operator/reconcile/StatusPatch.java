package dev.apifleet.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes a status by server-side apply, when and only when it says something else than before. What
 * was written is cached at once: compared with the status before last, a status that goes to and
 * fro quickly would be left as it was in between.
 */
final class StatusPatch {
  private StatusPatch() {}

  /**
   * @param fresh makes an empty object of the kind: applied is only what is set in it
   * @param status empty while nothing is known
   */
  static <S, T extends CustomResource<?, S>> UpdateControl<T> of(
      T object, Supplier<T> fresh, Optional<S> status, Context<T> context) {
    status
        .filter(wanted -> !wanted.equals(object.getStatus()))
        .map(wanted -> applied(object, fresh.get(), wanted))
        .ifPresent(
            wanted ->
                PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(object, wanted, context));
    return UpdateControl.noUpdate();
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

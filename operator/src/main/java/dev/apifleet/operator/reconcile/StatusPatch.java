package dev.apifleet.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes a status by server-side apply, when and only when it says something else than before. */
final class StatusPatch {
  private StatusPatch() {}

  /**
   * @param fresh makes an empty object of the kind: applied is only what is set in it
   * @param status empty while nothing is known
   */
  static <S, T extends CustomResource<?, S>> UpdateControl<T> of(
      T object, Supplier<T> fresh, Optional<S> status) {
    return status
        .filter(wanted -> !wanted.equals(object.getStatus()))
        .map(wanted -> UpdateControl.patchStatus(applied(object, fresh.get(), wanted)))
        .orElseGet(UpdateControl::noUpdate);
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

package dev.apifleet.operator.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Objects;

/**
 * Tells of changes that a translation could depend on: not of the status that we write ourselves.
 */
record Changes<T extends HasMetadata>(Runnable onChange) implements ResourceEventHandler<T> {
  @Override
  public void onAdd(T added) {
    onChange.run();
  }

  @Override
  public void onUpdate(T old, T updated) {
    if (!(updated instanceof CustomResource) || specChanged(old, updated)) {
      onChange.run();
    }
  }

  @Override
  public void onDelete(T deleted, boolean finalStateUnknown) {
    onChange.run();
  }

  private static boolean specChanged(HasMetadata old, HasMetadata updated) {
    return !Objects.equals(old.getMetadata().getGeneration(), updated.getMetadata().getGeneration())
        || !Objects.equals(old.getMetadata().getUid(), updated.getMetadata().getUid());
  }
}

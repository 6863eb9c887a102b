package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.ObservedStatus;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.client.CustomResource;
import jakarta.inject.Singleton;

/** Tells by events what people should notice of statuses that were written. */
@Singleton
public class StatusNotices {
  private final Notices notices = new Notices();
  private final EventRecorder events;

  public StatusNotices(EventRecorder events) {
    this.events = events;
  }

  /**
   * @param object as it was before
   */
  public void written(CustomResource<?, ? extends ObservedStatus> object, ObservedStatus now) {
    ObservedStatus before = object.getStatus();
    notices
        .of(ObjectRef.of(object), before == null ? null : before.conditions(), now.conditions())
        .forEach(notice -> events.record(object, notice));
  }
}

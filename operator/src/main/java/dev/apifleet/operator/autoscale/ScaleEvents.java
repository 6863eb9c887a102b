package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.status.EventRecorder;
import dev.apifleet.operator.status.Notice;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jboss.logging.Logger;

/** Tells people about each change of size: in the log, and as an event of what asked for it. */
record ScaleEvents(EventRecorder events) implements SubjectScaler.Announcer {
  private static final Logger LOG = Logger.getLogger(ScaleEvents.class);

  @Override
  public void scaled(HasMetadata object, String sentence) {
    LOG.infof(
        "%s/%s: %s", object.getMetadata().getNamespace(), object.getMetadata().getName(), sentence);
    events.record(object, new Notice(false, "Scaled", sentence));
  }
}

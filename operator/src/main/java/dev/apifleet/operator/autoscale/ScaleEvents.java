package dev.apifleet.operator.autoscale;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Tells people about each change of size, as Kubernetes events of what asked for it. */
final class ScaleEvents implements SubjectScaler.Announcer {
  private static final Logger LOG = Logger.getLogger(ScaleEvents.class);
  private static final String COMPONENT = "apifleet-autoscaler";

  private final KubernetesClient client;
  private final Clock clock;

  ScaleEvents(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void scaled(HasMetadata object, String sentence) {
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    LOG.infof(
        "%s/%s: %s", object.getMetadata().getNamespace(), object.getMetadata().getName(), sentence);
    try {
      client.v1().events().resource(event(object, sentence, time)).create();
    } catch (KubernetesClientException e) {
      LOG.warnf(
          "no event for the scaling of %s: %s", object.getMetadata().getName(), e.getMessage());
    }
  }

  private static Event event(HasMetadata object, String sentence, String time) {
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(object.getMetadata().getName() + ".")
        .withNamespace(object.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .endInvolvedObject()
        .withType("Normal")
        .withReason("Scaled")
        .withMessage(sentence)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .build();
  }
}

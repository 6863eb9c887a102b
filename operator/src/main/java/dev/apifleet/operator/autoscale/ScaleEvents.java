package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Tells people about each change of size, as Kubernetes events of the pool. */
final class ScaleEvents implements PoolScaler.Announcer {
  private static final Logger LOG = Logger.getLogger(ScaleEvents.class);
  private static final String COMPONENT = "apifleet-autoscaler";

  private final KubernetesClient client;
  private final Clock clock;

  ScaleEvents(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void scaled(BackendPool pool, String sentence) {
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    LOG.infof(
        "%s/%s: %s", pool.getMetadata().getNamespace(), pool.getMetadata().getName(), sentence);
    try {
      client.v1().events().resource(event(pool, sentence, time)).create();
    } catch (KubernetesClientException e) {
      LOG.warnf("no event for the scaling of %s: %s", pool.getMetadata().getName(), e.getMessage());
    }
  }

  private static Event event(BackendPool pool, String sentence, String time) {
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(pool.getMetadata().getName() + ".")
        .withNamespace(pool.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(pool.getApiVersion())
        .withKind(pool.getKind())
        .withNamespace(pool.getMetadata().getNamespace())
        .withName(pool.getMetadata().getName())
        .withUid(pool.getMetadata().getUid())
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

package dev.apifleet.operator.status;

import dev.apifleet.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Tells people about objects by Kubernetes events, behind whoever has something to tell. */
@Singleton
public class EventRecorder {
  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final String COMPONENT = "apifleet-operator";
  private static final int LONGEST_NAME = 200;
  private static final int MOST_WAITING = 256;

  private final KubernetesClient client;
  private final String instance;
  private final Clock clock = Clock.systemUTC();
  private final EventLog log = new EventLog();

  /** Names of events of earlier processes are not taken again. */
  private final long began = clock.millis();

  /** One thread; what is too much for it is not told. */
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("events").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  public EventRecorder(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.instance = config.podName();
  }

  /** Says it of an object, or counts it where the same was said a short while ago. */
  public void record(HasMetadata object, Notice notice) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    log.add(new EventLog.Told(object.getMetadata().getUid(), notice), clock.instant())
        .ifPresent(entry -> thread.execute(() -> tell(object, notice, entry, now.toString())));
  }

  private void tell(HasMetadata object, Notice notice, EventLog.Entry entry, String now) {
    try {
      var events = client.v1().events();
      if (entry.count() == 1) {
        events.resource(event(object, notice, entry, now)).create();
      } else {
        events
            .inNamespace(object.getMetadata().getNamespace())
            .withName(name(object, entry))
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"count\":%d,\"lastTimestamp\":\"%s\"}".formatted(entry.count(), now));
      }
    } catch (KubernetesClientException e) {
      LOG.debugf("no event about %s: %s", object.getMetadata().getName(), e.getMessage());
    }
  }

  private String name(HasMetadata object, EventLog.Entry entry) {
    String name = object.getMetadata().getName();
    return "%s.%x.%x"
        .formatted(
            name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME),
            began,
            entry.number());
  }

  private Event event(HasMetadata object, Notice notice, EventLog.Entry entry, String now) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(object, entry))
        .withNamespace(object.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .endInvolvedObject()
        .withType(notice.warning() ? "Warning" : "Normal")
        .withReason(notice.reason())
        .withMessage(notice.message())
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(instance)
        .build();
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}

package dev.apifleet.operator.status;

import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Asks reconcilers to look at an object again because something beside its spec changed. */
@Singleton
public class StatusEvents {
  private final Map<String, Consumer<ResourceID>> sources = new ConcurrentHashMap<>();

  /** The event source through which the reconciler of a kind is asked. */
  public <T extends HasMetadata> SimpleInboundEventSource<T> source(Class<T> kind) {
    SimpleInboundEventSource<T> source = new SimpleInboundEventSource<>("status-events");
    sources.put(HasMetadata.getKind(kind), source::propagateEvent);
    return source;
  }

  /** The status of this object may no longer be true. */
  public void changed(ObjectRef object) {
    Consumer<ResourceID> source = sources.get(object.kind());
    if (source != null) {
      source.accept(new ResourceID(object.name(), object.namespace()));
    }
  }
}

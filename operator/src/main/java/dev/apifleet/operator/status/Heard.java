package dev.apifleet.operator.status;

import dev.apifleet.operator.deliver.PodAck;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Version;
import java.util.Collection;
import java.util.Optional;

/** A gateway pod, and what it last said that it serves. */
record Heard(GatewayPod pod, Optional<PodAck> said) {
  Optional<Version> version() {
    return said.map(ack -> ack.published().version());
  }

  /** Why it does not serve one of these, if it said so. */
  Optional<Rejection> rejection(Collection<Encoded> resources) {
    return said.filter(ack -> !ack.rejected().isEmpty())
        .flatMap(ack -> resources.stream().flatMap(r -> rejection(ack, r).stream()).findFirst());
  }

  private Optional<Rejection> rejection(PodAck ack, Encoded resource) {
    return ack.rejection(resource.resource().key(), resource.hash())
        .map(reason -> new Rejection(pod.name(), resource.resource().key(), reason));
  }
}

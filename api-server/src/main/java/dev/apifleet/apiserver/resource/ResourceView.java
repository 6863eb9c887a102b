package dev.apifleet.apiserver.resource;

import java.time.Instant;

/** A resource as clients see it. */
public record ResourceView(
    long id, String name, String description, int version, Instant createdAt, Instant updatedAt) {

  static ResourceView of(Resource resource) {
    return new ResourceView(
        resource.id,
        resource.name,
        resource.description,
        resource.version,
        resource.createdAt,
        resource.updatedAt);
  }
}

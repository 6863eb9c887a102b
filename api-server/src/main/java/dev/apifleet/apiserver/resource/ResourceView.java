package dev.apifleet.apiserver.resource;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A resource as clients see it.
 *
 * @param owner the subject of whom it belongs to; null where it belongs to nobody
 */
public record ResourceView(
    long id,
    String name,
    String description,
    @Schema(nullable = true) String owner,
    ResourceStatus status,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  public static ResourceView of(Resource resource) {
    return new ResourceView(
        resource.id,
        resource.name,
        resource.description,
        resource.owner,
        resource.status,
        resource.version,
        resource.createdAt,
        resource.updatedAt);
  }
}

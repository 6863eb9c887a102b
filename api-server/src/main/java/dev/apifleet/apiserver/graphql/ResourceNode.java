package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.resource.ResourceStatus;
import dev.apifleet.apiserver.resource.ResourceView;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.Type;

/**
 * A resource, whose owner is a node of its own.
 *
 * @param subject of whom it belongs to, by which the owner is found
 */
@Type("Resource")
public record ResourceNode(
    long id,
    String name,
    String description,
    ResourceStatus status,
    int version,
    Instant createdAt,
    Instant updatedAt,
    @Ignore String subject) {

  static ResourceNode of(ResourceView view) {
    return new ResourceNode(
        view.id(),
        view.name(),
        view.description(),
        view.status(),
        view.version(),
        view.createdAt(),
        view.updatedAt(),
        view.owner());
  }
}

package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.change.Change;
import dev.apifleet.apiserver.change.Told;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Type;

/**
 * That a resource was created, updated or deleted.
 *
 * @param position its place among all changes; told twice, a change has the same
 * @param version after the change; of a deleted one the last
 */
@Type("ResourceChange")
public record ChangeNode(long position, Instant at, Change.Action action, long id, int version) {

  static ChangeNode of(Told told) {
    Change change = told.change();
    return new ChangeNode(
        told.position(), told.at(), change.action(), change.id(), change.version());
  }
}

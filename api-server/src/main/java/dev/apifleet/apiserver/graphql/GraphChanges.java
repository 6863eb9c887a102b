package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.change.ChangeFilter;
import dev.apifleet.apiserver.change.Changes;
import dev.apifleet.apiserver.change.StreamEnded;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;

/** The changes that the caller may see, as a subscription that ends with the caller's token. */
@GraphQLApi
public class GraphChanges {

  private static final int MOST_IDS = 100;

  private final Changes changes;
  private final SecurityIdentity identity;

  GraphChanges(Changes changes, SecurityIdentity identity) {
    this.changes = changes;
    this.identity = identity;
  }

  @Subscription
  @Description("Changes of resources from now on; of these, or of all that the caller may see")
  public Multi<ChangeNode> resourceChanges(List<Long> ids) {
    if (ids != null && (ids.size() > MOST_IDS || ids.stream().anyMatch(Objects::isNull))) {
      throw new ProblemException(
          Problem.invalid("ids", "ids must have " + MOST_IDS + " items at most, and no null."));
    }
    Set<Long> wanted = ids == null ? Set.of() : Set.copyOf(ids);
    ChangeFilter filter = new ChangeFilter(Set.of("resource"), wanted);
    return changes.stream(filter, identity)
        .map(ChangeNode::of)
        .onFailure(StreamEnded.class)
        .transform(ended -> problem(((StreamEnded) ended).reason()));
  }

  private static ProblemException problem(StreamEnded.Reason reason) {
    int status =
        switch (reason) {
          case EXPIRED, REVOKED -> 401;
          case TOO_SLOW, MISSED, LEAVING -> 503;
        };
    return new ProblemException(Problem.of(status, reason.code(), reason.detail()));
  }
}

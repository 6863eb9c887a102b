package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.change.ChangeFilter;
import dev.apifleet.apiserver.change.Changes;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;

/** The changes that the caller may see, as a subscription that ends with the caller's token. */
@GraphQLApi
public class GraphChanges {

  private static final int MOST_IDS = 100;

  /** Where Quarkus leaves the second in which a credential ends. */
  private static final String EXPIRES = "quarkus.identity.expire-time";

  private final Instance<Changes> changes;
  private final SecurityIdentity identity;
  private final Clock clock;

  GraphChanges(Instance<Changes> changes, SecurityIdentity identity, Clock clock) {
    this.changes = changes;
    this.identity = identity;
    this.clock = clock;
  }

  @Subscription
  @Description("Changes of resources from now on; of these, or of all that the caller may see")
  public Multi<ChangeNode> resourceChanges(List<Long> ids) {
    Set<Long> wanted = ids == null ? Set.of() : Set.copyOf(ids);
    if (wanted.size() > MOST_IDS) {
      throw new ProblemException(
          Problem.invalid("ids", "ids must have " + MOST_IDS + " items at most."));
    }
    if (!changes.isResolvable()) {
      throw new ProblemException(
          Problem.unavailable("changes-unavailable", "This server tells no changes."));
    }
    ChangeFilter filter = new ChangeFilter(Set.of("resource"), wanted);
    Multi<ChangeNode> told = changes.get().stream(filter, Caller.of(identity)).map(ChangeNode::of);
    Long expires = identity.getAttribute(EXPIRES);
    return expires == null ? told : told.select().first(left(Instant.ofEpochSecond(expires)));
  }

  private Duration left(Instant expires) {
    Duration left = Duration.between(clock.instant(), expires);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }
}

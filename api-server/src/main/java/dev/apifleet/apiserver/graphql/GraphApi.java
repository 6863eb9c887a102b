package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import dev.apifleet.apiserver.resource.Precondition;
import dev.apifleet.apiserver.resource.ResourceCursor;
import dev.apifleet.apiserver.resource.ResourceDraft;
import dev.apifleet.apiserver.resource.ResourceFilter;
import dev.apifleet.apiserver.resource.ResourceQuery;
import dev.apifleet.apiserver.resource.ResourceSort;
import dev.apifleet.apiserver.resource.Resources;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/** The same use cases as REST's, as a graph. */
@GraphQLApi
@SaysWhyRefused
public class GraphApi {

  static final int USUAL_PAGE = ResourceQuery.USUAL_LIMIT;
  static final int LARGEST_PAGE = ResourceQuery.LARGEST_LIMIT;

  private final Resources resources;
  private final People people;
  private final SecurityIdentity identity;

  GraphApi(Resources resources, People people, SecurityIdentity identity) {
    this.resources = resources;
    this.people = people;
    this.identity = identity;
  }

  @Query
  @Description("One resource; null where there is none")
  public Uni<ResourceNode> resource(long id) {
    return resources.get(id).map(found -> found.map(ResourceNode::of).orElse(null));
  }

  @Query
  @NonNull
  @Description("A page of resources, sorted by id, name, createdAt or updatedAt; - descends")
  public Uni<ResourceNodes> resources(
      ResourceFilterInput filter,
      @DefaultValue("id") String sort,
      @DefaultValue("20") Integer first,
      String after) {
    // who says null wants what is usual, as who says nothing
    ResourceSort order = sort == null ? ResourceSort.USUAL : ResourceSort.parse(sort);
    int most = first == null ? USUAL_PAGE : first;
    if (most < 1 || most > LARGEST_PAGE) {
      throw new ProblemException(
          Problem.invalid("first", "first must be from 1 to " + LARGEST_PAGE + "."));
    }
    ResourceFilter wanted = filter == null ? ResourceFilter.NONE : filter.filter();
    ResourceCursor place = after == null ? null : ResourceCursor.decode(after, order);
    return resources.list(new ResourceQuery(wanted, order, place, most)).map(ResourceNodes::of);
  }

  @Query
  @Authenticated
  @Description("Who asks")
  public Uni<Person> me() {
    return people.of(List.of(caller().subject())).map(List::getFirst);
  }

  @Description("Whom it belongs to; null where it belongs to nobody")
  public Uni<List<Person>> owner(@Source List<ResourceNode> nodes) {
    return people.of(nodes.stream().map(ResourceNode::subject).toList());
  }

  @Description("The newest resources, 20 at most")
  public Uni<List<List<ResourceNode>>> latestResources(@Source List<Person> owners) {
    return people.latestResources(owners);
  }

  @Mutation
  @NonNull
  @PermissionsAllowed("resources:create")
  public Uni<ResourceNode> createResource(@NonNull ResourceInput input) {
    return resources.create(caller(), input.draft()).map(ResourceNode::of);
  }

  @Mutation
  @NonNull
  @PermissionsAllowed("resources:update")
  @Description("Replaces a resource; with a version, only that one")
  public Uni<ResourceNode> updateResource(long id, Integer version, @NonNull ResourceInput input) {
    ResourceDraft draft = input.draft();
    return resources
        .update(caller(), id, precondition(version), before -> draft)
        .map(ResourceNode::of);
  }

  @Mutation
  @PermissionsAllowed("resources:delete")
  @Description("Deletes a resource; with a version, only that one")
  public Uni<Boolean> deleteResource(long id, Integer version) {
    return resources.delete(caller(), id, precondition(version)).replaceWith(true);
  }

  private Caller caller() {
    return Caller.of(identity);
  }

  private static Precondition precondition(Integer version) {
    return Optional.ofNullable(version)
        .map(read -> new Precondition("\"" + read + "\""))
        .orElse(Precondition.NONE);
  }
}

package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;

/** The resources: PostgreSQL keeps the truth, the cache in front of it saves reads. */
@ApplicationScoped
public class Resources {

  private final Database database;
  private final ResourceWrites writes;
  private final ResourceCache cache;

  Resources(Database database, ResourceWrites writes, ResourceCache cache) {
    this.database = database;
    this.writes = writes;
    this.cache = cache;
  }

  public Uni<ResourceSlice> list(ResourceQuery query) {
    return database.readAnywhere(session -> page(session, query));
  }

  /** The page that follows the resource of this id, as it is sorted now. */
  public Uni<ResourceSlice> listAfter(ResourceQuery query, long id) {
    if (query.sort().field() == ResourceSort.Field.ID) {
      return list(query.after(new ResourceCursor(query.sort(), "", id)));
    }
    return database.readAnywhere(
        session ->
            session
                .find(Resource.class, id)
                .onItem()
                .ifNull()
                .failWith(Resources::placeGone)
                .map(ResourceView::of)
                .chain(last -> page(session, query.after(query.sort().at(last)))));
  }

  public Uni<Optional<ResourceView>> get(long id) {
    return cache.get(id, () -> load(id));
  }

  public Uni<ResourceView> create(Caller caller, ResourceDraft draft) {
    return database.write(
        session -> create(session, caller, draft), () -> cache.changed(List.of()));
  }

  /** Within somebody's transaction. */
  public Uni<ResourceView> create(Mutiny.Session session, Caller caller, ResourceDraft draft) {
    return writes.create(session, caller, draft.checked());
  }

  /** Changes what clients may set of it; nobody else's change is lost where there is a tag. */
  public Uni<ResourceView> update(
      Caller caller, long id, Precondition precondition, UnaryOperator<ResourceDraft> change) {
    return database
        .write(
            session -> writes.update(session, caller, id, precondition, change),
            () -> cache.changed(List.of(id)))
        .onFailure()
        .transform(precondition::explained);
  }

  public Uni<Void> delete(Caller caller, long id, Precondition precondition) {
    return database
        .write(
            session -> writes.delete(session, caller, id, precondition),
            () -> cache.changed(List.of(id)))
        .onFailure()
        .transform(precondition::explained);
  }

  /** To be called after a transaction of a caller's own: it created some, or deleted these. */
  Uni<Void> forget(Collection<Long> ids) {
    return cache.changed(ids);
  }

  private static Uni<ResourceSlice> page(Mutiny.Session session, ResourceQuery query) {
    ResourceSelect select = ResourceSelect.of(query);
    var statement = session.createNativeQuery(select.sql(), Resource.class);
    select.parameters().forEach(statement::setParameter);
    return statement
        .setMaxResults(query.limit() + 1)
        .getResultList()
        .map(rows -> ResourceSlice.of(rows, query));
  }

  private Uni<Optional<ResourceView>> load(long id) {
    return database
        .read(session -> session.find(Resource.class, id))
        .map(resource -> Optional.ofNullable(resource).map(ResourceView::of));
  }

  private static ProblemException placeGone() {
    return new ProblemException(
        Problem.invalid(
            "after", "after is the id of a resource that is gone; begin with the first page."));
  }
}

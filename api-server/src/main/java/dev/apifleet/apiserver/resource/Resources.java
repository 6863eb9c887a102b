package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The resources: PostgreSQL keeps the truth, the cache in front of it saves reads. */
@ApplicationScoped
public class Resources {

  private static final String PAGE = "from resource where id > :after order by id";

  private final Database database;
  private final ResourceCache cache;
  private final Clock clock;

  Resources(Database database, ResourceCache cache, Clock clock) {
    this.database = database;
    this.cache = cache;
    this.clock = clock;
  }

  Uni<ResourcePage> list(PageRequest page) {
    return database
        .read(
            session ->
                session
                    .createSelectionQuery(PAGE, Resource.class)
                    .setParameter("after", page.after())
                    .setMaxResults(page.limit() + 1)
                    .getResultList())
        .map(rows -> ResourcePage.of(rows, page.limit()));
  }

  Uni<Optional<ResourceView>> get(long id) {
    return cache
        .read(id)
        .chain(cached -> cached.isPresent() ? Uni.createFrom().item(cached) : load(id));
  }

  Uni<ResourceView> create(ResourceDraft draft) {
    return database
        .write(
            session -> {
              Resource resource = Resource.create(draft, now());
              return session.persist(resource).replaceWith(resource);
            })
        .map(ResourceView::of);
  }

  Uni<Optional<ResourceView>> update(long id, ResourceDraft draft) {
    return database
        .write(
            session ->
                session
                    .find(Resource.class, id)
                    .onItem()
                    .ifNotNull()
                    .invoke(resource -> resource.update(draft, now()))
                    .onItem()
                    .ifNotNull()
                    .call(resource -> session.flush()))
        .map(resource -> Optional.ofNullable(resource).map(ResourceView::of))
        .call(updated -> cache.invalidate(id));
  }

  Uni<Boolean> delete(long id) {
    return database
        .write(
            session ->
                session
                    .createMutationQuery("delete from resource where id = :id")
                    .setParameter("id", id)
                    .executeUpdate())
        .map(rows -> rows > 0)
        .call(deleted -> cache.invalidate(id));
  }

  private Uni<Optional<ResourceView>> load(long id) {
    return database
        .read(session -> session.find(Resource.class, id))
        .map(resource -> Optional.ofNullable(resource).map(ResourceView::of))
        .call(loaded -> loaded.map(cache::fill).orElseGet(() -> Uni.createFrom().voidItem()));
  }

  /** PostgreSQL keeps microseconds; answers before and after storage are to be equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

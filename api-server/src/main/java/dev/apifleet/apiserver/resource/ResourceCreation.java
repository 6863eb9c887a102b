package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.idempotency.Answer;
import dev.apifleet.apiserver.idempotency.Attempt;
import dev.apifleet.apiserver.idempotency.Idempotent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What POST does: things that a client may ask for twice and that are to be done once. */
@ApplicationScoped
class ResourceCreation {

  private final Idempotent idempotent;
  private final Resources resources;
  private final BulkWrites bulks;

  ResourceCreation(Idempotent idempotent, Resources resources, BulkWrites bulks) {
    this.idempotent = idempotent;
    this.resources = resources;
    this.bulks = bulks;
  }

  Uni<Response> one(
      Caller caller,
      String key,
      String path,
      ResourceDraft sent,
      Function<ResourceView, Object> shape) {
    ResourceDraft draft = Optional.ofNullable(sent).orElse(ResourceDraft.EMPTY).checked();
    return idempotent.run(
        new Attempt(caller, key, path, draft),
        session ->
            resources
                .create(session, caller, draft)
                .map(view -> Versioned.created(path, view, shape.apply(view))),
        () -> resources.forget(List.of()));
  }

  Uni<Response> many(
      Caller caller,
      String key,
      String path,
      ResourceBulk sent,
      Function<BulkResults, Object> shape) {
    ResourceBulk bulk = ResourceBulk.checked(sent, caller);
    return idempotent.run(
        new Attempt(caller, key, path, bulk),
        session ->
            bulks
                .run(session, caller, bulk)
                .map(results -> new Answer(200, Map.of(), shape.apply(results))),
        () -> resources.forget(bulk.delete().stream().map(ResourceBulk.Deletion::id).toList()));
  }
}

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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What both versions answer about resources, each in a shape of its own. What POST asks for may be
 * asked for twice, and is done once.
 */
@ApplicationScoped
class ResourceAnswers {

  private final Idempotent idempotent;
  private final Resources resources;
  private final BulkWrites bulks;

  ResourceAnswers(Idempotent idempotent, Resources resources, BulkWrites bulks) {
    this.idempotent = idempotent;
    this.resources = resources;
    this.bulks = bulks;
  }

  <T> Uni<RestResponse<T>> read(long id, String ifNoneMatch, Function<ResourceView, T> shape) {
    return resources
        .get(id)
        .map(found -> found.orElseThrow(() -> ResourceWrites.notFound(id)))
        .map(view -> Versioned.read(view, shape.apply(view), ifNoneMatch));
  }

  <T> Uni<RestResponse<T>> change(
      Caller caller,
      long id,
      Precondition precondition,
      UnaryOperator<ResourceDraft> change,
      Function<ResourceView, T> shape) {
    return resources
        .update(caller, id, precondition, change)
        .map(view -> Versioned.answer(view, shape.apply(view)));
  }

  Uni<RestResponse<Void>> delete(Caller caller, long id, Precondition precondition) {
    return resources.delete(caller, id, precondition).map(done -> RestResponse.noContent());
  }

  Uni<Response> create(
      Caller caller,
      String key,
      String path,
      ResourceDraft sent,
      Function<ResourceView, Object> shape) {
    ResourceDraft draft = ResourceDraft.of(sent);
    return idempotent.run(
        new Attempt(caller, key, path, draft),
        session ->
            resources
                .create(session, caller, draft)
                .map(view -> Versioned.created(path, view, shape.apply(view))),
        () -> resources.forget(List.of()));
  }

  Uni<Response> bulk(
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

package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.change.Change;
import dev.apifleet.apiserver.change.Outbox;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;

/** What can be done to a resource within a transaction; each write leaves its change to be told. */
@ApplicationScoped
class ResourceWrites {

  private static final String TYPE = "resource";

  private final Outbox outbox;
  private final ObjectMapper json;
  private final Clock clock;

  ResourceWrites(Outbox outbox, ObjectMapper json, Clock clock) {
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
  }

  Uni<ResourceView> create(Mutiny.Session session, Caller caller, ResourceDraft draft) {
    Resource resource = Resource.create(draft, caller.subject(), now());
    return session
        .persist(resource)
        .chain(session::flush)
        .map(done -> ResourceView.of(resource))
        .call(view -> tell(session, Change.Action.CREATED, view));
  }

  Uni<ResourceView> update(
      Mutiny.Session session,
      Caller caller,
      long id,
      Precondition precondition,
      UnaryOperator<ResourceDraft> change) {
    return open(session, caller, id, "update", precondition)
        .invoke(resource -> resource.update(change.apply(resource.draft()).checked(), now()))
        .call(session::flush)
        .map(ResourceView::of)
        .call(view -> tell(session, Change.Action.UPDATED, view));
  }

  Uni<Void> delete(Mutiny.Session session, Caller caller, long id, Precondition precondition) {
    return open(session, caller, id, "delete", precondition)
        .call(session::remove)
        .call(session::flush)
        .chain(
            gone ->
                outbox.append(
                    session, new Change(Change.Action.DELETED, TYPE, gone.id, gone.version, null)));
  }

  /** Reads what is to be changed, if the caller may and means this version. */
  private static Uni<Resource> open(
      Mutiny.Session session, Caller caller, long id, String action, Precondition precondition) {
    return session
        .find(Resource.class, id)
        .onItem()
        .ifNull()
        .failWith(() -> notFound(id))
        .invoke(
            resource -> {
              if (!resource.isOpenTo(caller, action)) {
                throw new ProblemException(notYours(action));
              }
              precondition.check(resource.version);
            });
  }

  private Uni<Void> tell(Mutiny.Session session, Change.Action action, ResourceView view) {
    return outbox.append(
        session, new Change(action, TYPE, view.id(), view.version(), encoded(view)));
  }

  private String encoded(ResourceView view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** PostgreSQL keeps microseconds; answers before and after storage are to be equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  static ProblemException notFound(long id) {
    return new ProblemException(Problem.of(404, "not-found", "There is no resource " + id + "."));
  }

  private static Problem notYours(String action) {
    return Problem.of(
        403, "not-yours", "It is not yours; that needs resources:" + action + "-any.");
  }
}

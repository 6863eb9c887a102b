package dev.apifleet.apiserver.database;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Sessions for units of work. */
final class Sessions {

  private Sessions() {}

  /**
   * A session of its own for each unit of work: those of one request may run side by side, as the
   * fields of a GraphQL query do, and a session can do one thing at a time. Work is left alone when
   * nobody waits any longer: cancelled, it would end on a foreign thread.
   */
  static <T> Uni<T> own(Mutiny.SessionFactory server, Function<Mutiny.Session, Uni<T>> work) {
    return uncancelled(
        Uni.createFrom()
            .deferred(server::openSession)
            .chain(
                session ->
                    Uni.createFrom()
                        .deferred(() -> work.apply(session))
                        .eventually(session::close)));
  }

  /** Goes on to its end, whoever waits for it. */
  static <T> Uni<T> uncancelled(Uni<T> work) {
    return Uni.createFrom()
        .emitter(waiting -> work.subscribe().with(waiting::complete, waiting::fail));
  }
}

package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The changes that are to be told, written by the transaction that makes them: what is stored is
 * told, and nothing else (the pattern "Transactional outbox" in Richardson, "Microservices
 * Patterns").
 */
@ApplicationScoped
public class Outbox {

  private static final String APPEND =
      "INSERT INTO change (action, type, subject_id, version, data, owner)"
          + " VALUES (:action, :type, :id, :version, cast(:data AS jsonb), cast(:owner AS text))";

  /** Call it with the session of the transaction that writes. */
  public Uni<Void> append(Mutiny.Session session, Change change) {
    return session
        .createNativeQuery(APPEND)
        .setParameter("action", change.action().name().toLowerCase(Locale.ROOT))
        .setParameter("type", change.type())
        .setParameter("id", change.id())
        .setParameter("version", change.version())
        .setParameter("data", change.data())
        .setParameter("owner", change.owner())
        .executeUpdate()
        .replaceWithVoid();
  }
}

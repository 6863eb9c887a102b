package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The changes that are to be told, written by the transaction that makes them: what is stored is
 * told, and nothing else (the pattern "Transactional outbox" in Richardson, "Microservices
 * Patterns").
 */
@ApplicationScoped
public class Outbox {

  /** The data as text first: the driver would make a JSON string of it. */
  private static final String APPEND =
      "INSERT INTO change (action, type, subject_id, version, data, owner)"
          + " VALUES (:action, :type, :id, :version, cast(cast(:data AS text) AS jsonb), cast(:owner AS text))";

  /** Longer than any unit of work takes. */
  private static final long LATELY_NANOS = Duration.ofSeconds(5).toNanos();

  private final AtomicLong latest = new AtomicLong(System.nanoTime() - LATELY_NANOS);

  /** Call it with the session of the transaction that writes. */
  public Uni<Void> append(Mutiny.Session session, Change change) {
    latest.set(System.nanoTime());
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

  /** Whether a unit of work that is being committed may have appended. */
  boolean appendedLately() {
    return System.nanoTime() - latest.get() < LATELY_NANOS;
  }
}

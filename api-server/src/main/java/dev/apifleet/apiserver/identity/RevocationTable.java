package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The revocations in the database: the truth about them. */
@ApplicationScoped
public class RevocationTable {

  private static final int PAGE = 500;

  private static final String ADD =
      """
      INSERT INTO revocation AS old (kind, name, starts_before, ends_sessions, expires_at)
      VALUES (:kind, :name, :before, :ends, :expires)
      ON CONFLICT (kind, name) DO UPDATE SET
        starts_before = greatest(old.starts_before, excluded.starts_before),
        ends_sessions = old.ends_sessions OR excluded.ends_sessions,
        expires_at = greatest(old.expires_at, excluded.expires_at),
        told = false
      """;
  private static final String READ =
      "SELECT id, kind, name, starts_before, ends_sessions, expires_at FROM revocation"
          + " WHERE id > :after AND expires_at > :now AND (NOT told OR :all) ORDER BY id LIMIT "
          + PAGE;

  /** Not if it became another meanwhile. */
  private static final String TOLD =
      "UPDATE revocation SET told = true WHERE NOT told AND kind = :kind AND name = :name"
          + " AND starts_before <= :before AND (NOT ends_sessions OR :ends)";

  private static final String CLEAN = "DELETE FROM revocation WHERE expires_at < :now";

  private final Database database;

  RevocationTable(Database database) {
    this.database = database;
  }

  /** A row and its place in the table. */
  record Row(long id, Revocation revocation) {}

  /** Call it with the session of the transaction that revokes. */
  Uni<Void> add(Mutiny.Session session, Revocation added) {
    return session
        .createNativeQuery(ADD)
        .setParameter("kind", added.kind().name())
        .setParameter("name", added.name())
        .setParameter("before", added.before())
        .setParameter("ends", added.endsSessions())
        .setParameter("expires", added.expires().atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** The next ones that still count, at most a page of them; an empty page is the end. */
  Uni<List<Row>> page(long after, boolean all, Instant now) {
    return database
        .read(
            session ->
                session
                    .createNativeQuery(READ, Object[].class)
                    .setParameter("after", after)
                    .setParameter("now", now.atOffset(ZoneOffset.UTC))
                    .setParameter("all", all)
                    .getResultList())
        .map(rows -> rows.stream().map(RevocationTable::row).toList());
  }

  Uni<Void> told(Revocation told) {
    return database
        .write(
            session ->
                session
                    .createNativeQuery(TOLD)
                    .setParameter("kind", told.kind().name())
                    .setParameter("name", told.name())
                    .setParameter("before", told.before())
                    .setParameter("ends", told.endsSessions())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Deletes those that nothing can be refused by any more. */
  Uni<Void> clean(Instant now) {
    return database
        .write(
            session ->
                session
                    .createNativeQuery(CLEAN)
                    .setParameter("now", now.atOffset(ZoneOffset.UTC))
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static Row row(Object[] columns) {
    return new Row(
        ((Number) columns[0]).longValue(),
        new Revocation(
            Revocation.Kind.valueOf((String) columns[1]),
            (String) columns[2],
            ((Number) columns[3]).longValue(),
            (Boolean) columns[4],
            instant(columns[5])));
  }

  private static Instant instant(Object column) {
    return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
  }
}

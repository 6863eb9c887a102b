package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The changes as the database keeps them, and how far they are told. */
@ApplicationScoped
public class ChangeTable {

  private static final String STANDING =
      "SELECT numbered, published, EXISTS (SELECT 1 FROM change WHERE position IS NULL)"
          + " FROM change_relay";

  private static final String LOCK =
      "SELECT numbered, published, true FROM change_relay FOR UPDATE SKIP LOCKED";

  private static final String NUMBER =
      "UPDATE change SET position = :numbered + untold.place"
          + " FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM change"
          + " WHERE position IS NULL ORDER BY id LIMIT :most) AS untold"
          + " WHERE change.id = untold.id";

  private static final String AFTER =
      "SELECT cast(json_build_object('position', position, 'at', happened_at, 'action', action,"
          + " 'type', type, 'id', subject_id, 'version', version, 'data', data, 'owner', owner)"
          + " AS text) FROM change WHERE position > :after ORDER BY position LIMIT :most";

  private static final String PRUNE =
      "DELETE FROM change WHERE id IN (SELECT id FROM (SELECT id, happened_at FROM change"
          + " WHERE position <= (SELECT numbered FROM change_relay)"
          + " ORDER BY position LIMIT :most) AS oldest WHERE happened_at < :before)";

  private final Database database;

  ChangeTable(Database database) {
    this.database = database;
  }

  /**
   * How far the telling is.
   *
   * @param numbered the greatest position given
   * @param published the greatest position that went out on the bus
   * @param untold whether changes wait for a position
   */
  record Standing(long numbered, long published, boolean untold) {

    private static Standing of(Object[] row) {
      return new Standing(
          ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), (Boolean) row[2]);
    }
  }

  Uni<Standing> standing() {
    return database.read(
        session ->
            session
                .createNativeQuery(STANDING, Object[].class)
                .getSingleResult()
                .map(Standing::of));
  }

  /** The told changes after a position, in order. */
  Uni<List<Told>> after(long position, int most) {
    return database.read(session -> after(session, position, most));
  }

  Uni<List<Told>> after(Mutiny.Session session, long position, int most) {
    return session
        .createNativeQuery(AFTER, String.class)
        .setParameter("after", position)
        .setParameter("most", most)
        .getResultList()
        .map(rows -> rows.stream().map(ChangeJson::read).toList());
  }

  /** The standing, locked until the transaction ends; null while another instance holds it. */
  Uni<Standing> lock(Mutiny.Session session) {
    return session
        .createNativeQuery(LOCK, Object[].class)
        .getSingleResultOrNull()
        .map(row -> row == null ? null : Standing.of(row));
  }

  /** Gives positions to untold changes, without holes; the answer is how many. */
  Uni<Integer> number(Mutiny.Session session, Standing locked, int most) {
    return session
        .createNativeQuery(NUMBER)
        .setParameter("numbered", locked.numbered())
        .setParameter("most", most)
        .executeUpdate()
        .call(
            count ->
                session
                    .createNativeQuery("UPDATE change_relay SET numbered = numbered + :count")
                    .setParameter("count", count)
                    .executeUpdate());
  }

  Uni<Integer> published(Mutiny.Session session, long position) {
    return session
        .createNativeQuery("UPDATE change_relay SET published = :position")
        .setParameter("position", position)
        .executeUpdate();
  }

  /**
   * Deletes some of the oldest that instances can have read, here if not from the bus; the answer
   * is how many. A bus that is away for longer than they are kept does not get them.
   */
  Uni<Integer> prune(Instant before, int most) {
    return database.write(
        session ->
            session
                .createNativeQuery(PRUNE)
                .setParameter("before", before.atOffset(ZoneOffset.UTC))
                .setParameter("most", most)
                .executeUpdate());
  }
}

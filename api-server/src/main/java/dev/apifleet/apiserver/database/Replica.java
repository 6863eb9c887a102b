package dev.apifleet.apiserver.database;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.background.Repeat;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * The read replica, as this instance sees it: whether it serves, and up to which place of the
 * primary's log it has replayed. Where none is configured, nothing connects to it.
 */
@ApplicationScoped
class Replica {

  static final String UNIT = "replica";

  /** A place in the log as the number of bytes before it. */
  static final String PRIMARY_PLACE =
      "SELECT cast(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bigint)";

  /** Nothing where the server is no replica. */
  private static final String REPLICA_PLACE =
      "SELECT cast(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') AS bigint)"
          + " WHERE pg_is_in_recovery()";

  private static final Logger LOG = Logger.getLogger(Replica.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long NOWHERE = -1;

  private final ReplicaLag lag = new ReplicaLag();
  private final Mutiny.SessionFactory primary;
  private final Mutiny.SessionFactory sessions;
  private final Vertx vertx;
  private final boolean configured;
  private final Duration largestLag;
  private volatile long replayed = NOWHERE;
  private volatile State state;
  private Repeat watch;

  Replica(
      Mutiny.SessionFactory primary,
      @PersistenceUnit(UNIT) Mutiny.SessionFactory sessions,
      Vertx vertx,
      ApiServerConfig config) {
    this.primary = primary;
    this.sessions = sessions;
    this.vertx = vertx;
    this.configured = config.replica().host().isPresent();
    this.state = configured ? State.AWAY : State.NONE;
    this.largestLag = config.replica().largestLag();
  }

  void start(@Observes StartupEvent event) {
    if (configured) {
      watch = Repeat.every(PAUSE, vertx, this::look);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (watch != null) {
      watch.close();
    }
  }

  /** How it does, in words for operators. */
  enum State {
    NONE("none"),
    AWAY("away"),
    LAGGING("lagging"),
    CAUGHT_UP("caught up");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  State state() {
    return state;
  }

  boolean isConfigured() {
    return configured;
  }

  boolean serves() {
    return replayed != NOWHERE;
  }

  boolean hasReplayed(long place) {
    return replayed >= place;
  }

  Mutiny.SessionFactory sessions() {
    return sessions;
  }

  /** It failed a read: none are sent there until it is seen to serve. */
  void suspect() {
    tell(NOWHERE, State.AWAY, "failed a read");
  }

  /** The primary first, so that a replica without a lag is past what was seen. */
  private Uni<Void> look() {
    return place(primary, PRIMARY_PLACE)
        .invoke(place -> lag.primaryAt(place, System.nanoTime()))
        // a primary that is away writes nothing that the replica could lack
        .onFailure()
        .recoverWithNull()
        .chain(() -> place(sessions, REPLICA_PLACE))
        .invoke(this::seen)
        .onFailure()
        .invoke(failure -> tell(NOWHERE, State.AWAY, "does not answer"))
        .replaceWithVoid();
  }

  private void seen(Long place) {
    if (place == null) {
      tell(NOWHERE, State.AWAY, "is no replica");
    } else if (lag.replicaAt(place, System.nanoTime()).compareTo(largestLag) > 0) {
      tell(NOWHERE, State.LAGGING, "is more than " + largestLag.toSeconds() + " s behind");
    } else {
      tell(place, State.CAUGHT_UP, "serves");
    }
  }

  private void tell(long place, State seen, String how) {
    if ((replayed == NOWHERE) != (place == NOWHERE)) {
      LOG.infof("The read replica %s", how);
    }
    replayed = place;
    state = seen;
  }

  private static Uni<Long> place(Mutiny.SessionFactory server, String sql) {
    return Sessions.own(
            server, session -> session.createNativeQuery(sql, Long.class).getSingleResultOrNull())
        .ifNoItem()
        .after(PATIENCE)
        .fail();
  }
}

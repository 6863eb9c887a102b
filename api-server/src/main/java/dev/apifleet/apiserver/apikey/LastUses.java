package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.background.Repeat;
import dev.apifleet.apiserver.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * When API keys were last used, gathered in memory and written in one statement now and then. It is
 * only for people to see which keys nobody needs: what an instance that dies has gathered is lost.
 */
@ApplicationScoped
public class LastUses {

  private static final Logger LOG = Logger.getLogger(LastUses.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int MOST_GATHERED = 10_000;
  private static final String WRITE =
      "UPDATE api_key SET last_used_at = date_trunc('minute', used.at)"
          + " FROM unnest(cast(string_to_array(:ids, ',') AS bigint[]),"
          + " cast(string_to_array(:times, ',') AS timestamptz[])) AS used(id, at)"
          + " WHERE api_key.id = used.id AND (last_used_at IS NULL"
          + " OR last_used_at < date_trunc('minute', used.at))";

  private final Map<Long, Instant> gathered = new ConcurrentHashMap<>();
  private final Database database;
  private final Vertx vertx;
  private Repeat writes;

  LastUses(Database database, Vertx vertx) {
    this.database = database;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    writes = Repeat.every(PAUSE, vertx, this::write);
  }

  void stop(@Observes ShutdownEvent event) {
    writes.close();
  }

  /** Never waits; beyond a bound it is passed over. */
  public void note(long keyId, Instant now) {
    if (keyId > 0 && gathered.size() < MOST_GATHERED) {
      gathered.put(keyId, now);
    }
  }

  Uni<Void> write() {
    Map<Long, Instant> uses = Map.copyOf(gathered);
    if (uses.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    gathered.keySet().removeAll(uses.keySet());
    String ids = joined(uses.keySet());
    String times = joined(uses.values());
    return database
        .write(
            session ->
                session
                    .createNativeQuery(WRITE)
                    .setParameter("ids", ids)
                    .setParameter("times", times)
                    .executeUpdate())
        .onFailure()
        .invoke(
            failure -> LOG.debugf("uses of %d API keys were not written: %s", uses.size(), failure))
        .replaceWithVoid();
  }

  private static String joined(Collection<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }
}

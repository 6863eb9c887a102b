package dev.apifleet.apiserver.identity.mirror;

import dev.apifleet.apiserver.background.Repeat;
import dev.apifleet.apiserver.database.TurnedBack;
import io.quarkus.arc.All;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The watch over Redis' memory. A marker there holds the id of the Redis process that was filled:
 * where it is missing or another's, Redis was emptied or restarted, and one instance writes
 * everything anew. The marker is set at the end only, and only if Redis kept its memory meanwhile;
 * that of the API keys is told to gateways (docs/identity.md). Nothing waits for another's filling.
 */
@ApplicationScoped
public class RedisMirror {

  private static final Logger LOG = Logger.getLogger(RedisMirror.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LONGEST_FILL = Duration.ofMinutes(1);

  /** Ends a fill: marks it done if the lock is still the one it began with. */
  private static final String DONE =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      redis.call('DEL', KEYS[1])
      redis.call('SET', KEYS[2], ARGV[2])
      return 1
      """;

  private final ReactiveRedisDataSource redis;
  private final Vertx vertx;
  private final List<Mirrored> all;
  private final Set<Mirrored> stale = ConcurrentHashMap.newKeySet();
  private List<Repeat> watches = List.of();

  RedisMirror(ReactiveRedisDataSource redis, Vertx vertx, @All List<Mirrored> all) {
    this.redis = redis;
    this.vertx = vertx;
    this.all = all;
  }

  void start(@Observes StartupEvent event) {
    watches = all.stream().map(each -> Repeat.every(PAUSE, vertx, () -> watch(each))).toList();
  }

  void stop(@Observes ShutdownEvent event) {
    watches.forEach(Repeat::close);
  }

  /** What Redis has is of another database. */
  void refill(@Observes TurnedBack event) {
    stale.addAll(all);
  }

  private Uni<Void> watch(Mirrored mirrored) {
    Uni<?> unmarked =
        stale.remove(mirrored)
            ? unmark(mirrored).onFailure().invoke(() -> stale.add(mirrored))
            : Uni.createFrom().voidItem();
    return unmarked.chain(this::process).chain(process -> look(mirrored, process));
  }

  private Uni<Response> unmark(Mirrored mirrored) {
    return ask("DEL", marker(mirrored));
  }

  private Uni<Void> look(Mirrored mirrored, String process) {
    return ask("GET", marker(mirrored))
        .chain(
            found ->
                found != null && process.equals(found.toString())
                    ? mirrored.writeMissed()
                    : fill(mirrored, process));
  }

  private Uni<Void> fill(Mirrored mirrored, String process) {
    String mine = UUID.randomUUID().toString();
    return ask("SET", lock(mirrored), mine, "NX", "PX", "" + LONGEST_FILL.toMillis())
        .chain(
            locked ->
                locked == null
                    ? Uni.createFrom().voidItem()
                    : unmark(mirrored)
                        .chain(unmarked -> mirrored.writeAll())
                        .chain(written -> done(mirrored, mine, process))
                        .onFailure()
                        .call(failure -> ask("DEL", lock(mirrored)).onFailure().recoverWithNull()));
  }

  private Uni<Void> done(Mirrored mirrored, String mine, String process) {
    return ask("EVAL", DONE, "2", lock(mirrored), marker(mirrored), mine, process)
        .invoke(() -> LOG.infof("Redis was new or emptied: it has all %s again", mirrored.name()))
        .replaceWithVoid();
  }

  /**
   * The id that Redis makes at each start; where that may not be asked, emptiness alone is seen.
   */
  private Uni<String> process() {
    return ask("INFO", "server")
        .map(
            info ->
                info.toString()
                    .lines()
                    .filter(line -> line.startsWith("run_id:"))
                    .map(line -> line.substring("run_id:".length()).strip())
                    .findFirst()
                    .orElse("unknown"))
        .onFailure(ErrorType.class)
        .recoverWithItem("unknown");
  }

  private Uni<Response> ask(String command, String... arguments) {
    return redis.execute(command, arguments).ifNoItem().after(PATIENCE).fail();
  }

  private static String marker(Mirrored mirrored) {
    return "apifleet:mirror:" + mirrored.name();
  }

  private static String lock(Mirrored mirrored) {
    return marker(mirrored) + ":filling";
  }
}

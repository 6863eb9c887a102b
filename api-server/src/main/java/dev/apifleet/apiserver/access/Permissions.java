package dev.apifleet.apiserver.access;

import dev.apifleet.apiserver.background.Repeat;
import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.redis.RedisChannel;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What each role may do, as the database says it: kept in memory and read again in the background,
 * every ten seconds and when the Redis channel {@link #CHANNEL} tells of a change. While the
 * database is away, what was read last goes on.
 */
@ApplicationScoped
public class Permissions {

  public static final String CHANNEL = "apiserver:permissions";

  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration PAUSE_WHILE_UNKNOWN = Duration.ofMillis(500);
  private static final String ALL =
      "SELECT r.name, coalesce(p.permission, '') FROM role r"
          + " LEFT JOIN role_permission p ON p.role = r.name";

  private final Database database;
  private final Redis redis;
  private final Vertx vertx;
  private volatile Optional<Map<String, Set<String>>> ofRoles = Optional.empty();
  private Repeat first;
  private Repeat refresh;
  private RedisChannel channel;

  Permissions(Database database, Redis redis, Vertx vertx) {
    this.database = database;
    this.redis = redis;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    first = Repeat.every(PAUSE_WHILE_UNKNOWN, vertx, this::readFirst);
    refresh = Repeat.every(PAUSE, vertx, this::read);
    channel = new RedisChannel(redis, vertx, CHANNEL, told -> refresh.now(), refresh::now);
  }

  void stop(@Observes ShutdownEvent event) {
    first.close();
    refresh.close();
    channel.close();
  }

  /** What the roles may do together; empty while the database was never read. */
  public Optional<Set<String>> of(Collection<String> roles) {
    return ofRoles.map(known -> together(known, roles));
  }

  /** Whether there is such a role, as far as this instance knows. */
  public boolean isRole(String name) {
    return ofRoles.map(known -> known.containsKey(name)).orElse(false);
  }

  /** As {@link #of}, but the first time it waits for the database, as far as that answers. */
  Uni<Optional<Set<String>>> awaited(Collection<String> roles) {
    return (ofRoles.isPresent() ? Uni.createFrom().voidItem() : read())
        .onFailure()
        .recoverWithNull()
        .map(done -> of(roles));
  }

  private Uni<Void> readFirst() {
    if (ofRoles.isPresent()) {
      first.close();
      return Uni.createFrom().voidItem();
    }
    return read();
  }

  private Uni<Void> read() {
    return database
        .read(session -> session.createNativeQuery(ALL, Object[].class).getResultList())
        .invoke(rows -> ofRoles = Optional.of(byRole(rows)))
        .replaceWithVoid();
  }

  private static Map<String, Set<String>> byRole(List<Object[]> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> (String) row[0],
                Collectors.mapping(
                    row -> (String) row[1],
                    Collectors.filtering(
                        permission -> !permission.isEmpty(), Collectors.toUnmodifiableSet()))));
  }

  private static Set<String> together(Map<String, Set<String>> known, Collection<String> roles) {
    return roles.stream()
        .flatMap(role -> known.getOrDefault(role, Set.of()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}

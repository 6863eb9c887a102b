package dev.apifleet.apiserver.backends;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector.AnnotatedAndMatchesType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A real PostgreSQL and a real Redis, each behind a {@link Link} that tests may cut. */
public final class Backends implements QuarkusTestResourceLifecycleManager {

  /** The init argument that leaves the way to the database cut at the start. */
  public static final String LATE_DATABASE = "late-database";

  /** The init argument that adds a read replica. */
  public static final String REPLICA = "replica";

  /** Marks the test's field for the link to the replica. */
  @Retention(RetentionPolicy.RUNTIME)
  public @interface ToReplica {}

  /** Marks the test's field for the link to PostgreSQL. */
  @Retention(RetentionPolicy.RUNTIME)
  public @interface ToDatabase {}

  /** Marks the test's field for the link to Redis. */
  @Retention(RetentionPolicy.RUNTIME)
  public @interface ToRedis {}

  private final PostgreSQLContainer postgres =
      new PostgreSQLContainer(image("APIFLEET_POSTGRES_IMAGE", "postgres:17-alpine", "postgres"));
  private final GenericContainer<?> redis =
      new GenericContainer<>(image("APIFLEET_REDIS_IMAGE", "redis:7.4-alpine", "redis"))
          .withExposedPorts(6379);
  private boolean late;
  private Link database;
  private Link cache;
  private boolean replicated;
  private Standby standby;
  private Link replica;

  @Override
  public void init(Map<String, String> arguments) {
    late = arguments.containsKey(LATE_DATABASE);
    replicated = arguments.containsKey(REPLICA);
  }

  @Override
  public Map<String, String> start() {
    postgres.start();
    redis.start();
    database = Link.to(new Killable(postgres, 5432));
    cache = Link.to(new Killable(redis, 6379));
    if (replicated) {
      standby = new Standby(postgres);
      standby.start();
      replica = Link.to(new Killable(standby, 5432));
    }
    if (late) {
      database.cut();
    }
    Map<String, String> settings = new HashMap<>(settings());
    if (replicated) {
      settings.put("DB_REPLICA_HOST", "127.0.0.1");
      settings.put("DB_REPLICA_PORT", "" + replica.port());
    }
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(database, new AnnotatedAndMatchesType(ToDatabase.class, Link.class));
    injector.injectIntoFields(replica, new AnnotatedAndMatchesType(ToReplica.class, Link.class));
    injector.injectIntoFields(cache, new AnnotatedAndMatchesType(ToRedis.class, Link.class));
  }

  @Override
  public void stop() {
    if (replicated) {
      replica.close();
      standby.stop();
    }
    database.close();
    cache.close();
    redis.stop();
    postgres.stop();
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("DB_HOST", "127.0.0.1"),
        Map.entry("DB_PORT", "" + database.port()),
        Map.entry("DB_NAME", postgres.getDatabaseName()),
        Map.entry("DB_USERNAME", postgres.getUsername()),
        Map.entry("DB_PASSWORD", postgres.getPassword()),
        Map.entry("REDIS_URL", "redis://127.0.0.1:" + cache.port()),
        Map.entry("HOSTNAME", "api-server-7"),
        Map.entry("DEMO", "true"),
        Map.entry("quarkus.http.test-port", "0"));
  }

  private static DockerImageName image(String variable, String usual, String substituted) {
    String name = Optional.ofNullable(System.getenv(variable)).orElse(usual);
    return DockerImageName.parse(name).asCompatibleSubstituteFor(substituted);
  }
}

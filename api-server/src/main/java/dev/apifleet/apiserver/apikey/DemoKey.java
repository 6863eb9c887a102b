package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.hash.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The API key of the demo, which everybody knows. Where there is no demo it is no key. */
@ApplicationScoped
public class DemoKey {

  private static final String KEY = "admin-token-dev";
  private static final String HASH = Sha256.of(KEY);

  private static final String ADD =
      "INSERT INTO api_key (version, name, prefix, key_hash, subject, tier, roles, scopes,"
          + " created_by, created_at, mirror_due) VALUES (0, 'Demo', ?, ?, 'admin@example.com',"
          + " 'enterprise', ARRAY['admin', 'user'], ARRAY[]::text[], 'demo', now(), now())"
          + " ON CONFLICT (key_hash) DO NOTHING";
  private static final String REMOVE = "DELETE FROM api_key WHERE key_hash = ?";

  private final RedisApiKeys redis;
  private final boolean demo;

  DemoKey(RedisApiKeys redis, ApiServerConfig config) {
    this.redis = redis;
    this.demo = config.demo();
  }

  static boolean is(String hash) {
    return hash.equals(HASH);
  }

  /** Adds it to the database, or removes what an earlier demo left there. */
  public static void settle(Connection connection, boolean demo) throws SQLException {
    if (demo) {
      update(connection, ADD, KEY, HASH);
    } else {
      update(connection, REMOVE, HASH);
    }
  }

  /** Whether it must not be believed, wherever it was found. */
  public boolean isOutlawed(String hash) {
    return !demo && is(hash);
  }

  /** Whether it is a key that the database may know although it has not the form of keys. */
  public boolean isKnown(String hash) {
    return demo && is(hash);
  }

  /** Removes from Redis what an earlier demo left there. */
  Uni<Void> keepOut() {
    return demo ? Uni.createFrom().voidItem() : redis.remove(HASH);
  }

  private static void update(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}

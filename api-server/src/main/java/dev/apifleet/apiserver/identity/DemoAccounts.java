package dev.apifleet.apiserver.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The people of the demo, whose passwords everybody knows. */
public final class DemoAccounts {

  private record Person(String email, String name, String password, String tier, String... roles) {}

  private static final List<Person> PEOPLE =
      List.of(
          new Person("admin@example.com", "Demo Admin", "admin123", "enterprise", "admin", "user"),
          new Person("pro@example.com", "Demo Pro", "pro123", "pro", "user"),
          new Person("user@example.com", "Demo User", "user123", "free", "user"));

  private static final String REMOVE = "DELETE FROM account WHERE email = ? AND password_hash = ?";
  private static final String REVOKE_KEYS =
      "UPDATE api_key SET revoked_at = now(), mirror_due = now(), version = version + 1"
          + " WHERE subject = ? AND revoked_at IS NULL";
  private static final String REVOKE_TOKENS =
      """
      INSERT INTO revocation AS old (kind, name, starts_before, ends_sessions, expires_at)
      VALUES ('SUBJECT', ?, cast(extract(epoch FROM now()) AS bigint) + 1, true,
              now() + make_interval(secs => cast(? AS double precision)))
      ON CONFLICT (kind, name) DO UPDATE SET
        starts_before = greatest(old.starts_before, excluded.starts_before), ends_sessions = true,
        expires_at = greatest(old.expires_at, excluded.expires_at), told = false
      """;

  private DemoAccounts() {}

  /** Adds those who are missing; harmless when several instances do so at once. */
  public static void seed(Connection connection) throws SQLException {
    for (Person person : PEOPLE) {
      if (!exists(connection, person.email())) {
        insert(connection, person);
      }
    }
  }

  /**
   * Removes what an earlier demo left, with its keys, sessions and tokens. Who has set a password
   * of their own is not of the demo any more.
   */
  public static void remove(Connection connection, Duration tokenLife) throws SQLException {
    for (Person person : PEOPLE) {
      Optional<String> hash = hash(connection, person.email());
      if (hash.isPresent() && Passwords.matches(person.password(), hash.get())) {
        execute(connection, REVOKE_KEYS, person.email());
        execute(connection, REVOKE_TOKENS, person.email(), "" + tokenLife.toSeconds());
        // last: who dies before it finds the account again, and does all of it
        execute(connection, REMOVE, person.email(), hash.get());
      }
    }
  }

  private static void execute(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  private static Optional<String> hash(Connection connection, String email) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT password_hash FROM account WHERE email = ?")) {
      query.setString(1, email);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private static boolean exists(Connection connection, String email) throws SQLException {
    return hash(connection, email).isPresent();
  }

  private static void insert(Connection connection, Person person) throws SQLException {
    String sql =
        "WITH person AS (INSERT INTO account (email, name, password_hash, tier)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING RETURNING id)"
            + " INSERT INTO account_role SELECT id, unnest(?) FROM person";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, person.email());
      insert.setString(2, person.name());
      insert.setString(3, Passwords.hash(person.password()));
      insert.setString(4, person.tier());
      insert.setArray(5, connection.createArrayOf("text", person.roles()));
      insert.executeUpdate();
    }
  }
}

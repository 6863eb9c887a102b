package dev.apifleet.apiserver.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The people of the demo, whose passwords everybody knows. */
public final class DemoAccounts {

  private record Person(String email, String name, String password, String tier, String... roles) {}

  private static final List<Person> PEOPLE =
      List.of(
          new Person("admin@example.com", "Demo Admin", "admin123", "enterprise", "admin", "user"),
          new Person("pro@example.com", "Demo Pro", "pro123", "pro", "user"),
          new Person("user@example.com", "Demo User", "user123", "free", "user"));

  private DemoAccounts() {}

  /** Adds those who are missing; harmless when several instances do so at once. */
  public static void seed(Connection connection) throws SQLException {
    for (Person person : PEOPLE) {
      if (!exists(connection, person.email())) {
        insert(connection, person);
      }
    }
  }

  private static boolean exists(Connection connection, String email) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM account WHERE email = ?")) {
      query.setString(1, email);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
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

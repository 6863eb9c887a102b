package dev.apifleet.apiserver.database;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.apikey.DemoKey;
import dev.apifleet.apiserver.identity.DemoAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One attempt to bring the schema, and the demo's accounts where wanted, up to date. */
@ApplicationScoped
public class Migration {

  private final Flyway flyway;
  private final DataSource dataSource;
  private final boolean demo;

  Migration(Flyway flyway, DataSource dataSource, ApiServerConfig config) {
    this.flyway = flyway;
    this.dataSource = dataSource;
    this.demo = config.demo();
  }

  void run() {
    flyway.migrate();
    try (Connection connection = dataSource.getConnection()) {
      if (demo) {
        DemoAccounts.seed(connection);
      }
      DemoKey.settle(connection, demo);
    } catch (SQLException failure) {
      throw new IllegalStateException("seeding the demo failed", failure);
    }
  }
}

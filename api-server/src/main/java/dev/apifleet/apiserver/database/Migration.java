package dev.apifleet.apiserver.database;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.apikey.DemoKey;
import dev.apifleet.apiserver.identity.DemoAccounts;
import dev.apifleet.apiserver.seed.ResourceSeeds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One attempt to bring the schema, and the demo's accounts and rows where wanted, up to date. */
@ApplicationScoped
public class Migration {

  private final Flyway flyway;
  private final DataSource dataSource;
  private final boolean demo;
  private final int resources;
  private final Duration tokenLife;

  Migration(Flyway flyway, DataSource dataSource, ApiServerConfig config) {
    this.flyway = flyway;
    this.dataSource = dataSource;
    this.demo = config.demo();
    this.resources = config.seed().resources();
    this.tokenLife = config.token().ttl();
  }

  /** Whether there was nothing before. */
  boolean run() {
    boolean empty = flyway.migrate().initialSchemaVersion == null;
    try (Connection connection = dataSource.getConnection()) {
      if (demo) {
        DemoAccounts.seed(connection);
      } else {
        DemoAccounts.remove(connection, tokenLife);
      }
      DemoKey.settle(connection, demo);
      if (demo && resources > 0) {
        ResourceSeeds.seed(connection, resources);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("seeding the demo failed", failure);
    }
    return empty;
  }
}

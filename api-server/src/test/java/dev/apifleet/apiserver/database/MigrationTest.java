package dev.apifleet.apiserver.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@WithTestResource(Backends.class)
class MigrationTest {

  @Inject AgroalDataSource admin;
  @Inject ApiServerConfig config;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "DB_USERNAME")
  String username;

  @ConfigProperty(name = "DB_PASSWORD")
  String password;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void threeInstancesMigrateAnEmptyDatabaseAtOnce() throws Exception {
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE fresh");
    }
    try (var threads = Executors.newFixedThreadPool(3)) {
      Callable<Void> instance = this::migrate;
      for (Future<Void> done :
          threads.invokeAll(Stream.generate(() -> instance).limit(3).toList())) {
        done.get();
      }
    }
    assertEquals(3, accounts());
  }

  private Void migrate() {
    Flyway flyway = Flyway.configure().dataSource(fresh()).load();
    new Migration(flyway, fresh(), config).run();
    return null;
  }

  private int accounts() throws SQLException {
    try (Connection connection = fresh().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM account")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private DataSource fresh() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setDatabaseName("fresh");
    source.setUser(username);
    source.setPassword(password);
    return source;
  }
}

package dev.apifleet.apiserver.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.change.OtherInstance.Seen;
import dev.apifleet.apiserver.database.Database;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What is true of two instances with any bus. */
@ApplicationScoped
public class FleetStories {

  private final Writer writer;
  private final Database database;
  private final ChangeTable table;
  private final AgroalDataSource jdbc;
  private final ChangesConfig config;
  private final Clock clock;
  private final Vertx vertx;
  private final Feed feed;
  private final Bus bus;
  private final Streams streams;

  FleetStories(
      Writer writer,
      Database database,
      ChangeTable table,
      AgroalDataSource jdbc,
      ChangesConfig config,
      Clock clock,
      Vertx vertx,
      Feed feed,
      Bus bus,
      Streams streams) {
    this.writer = writer;
    this.database = database;
    this.table = table;
    this.jdbc = jdbc;
    this.config = config;
    this.clock = clock;
    this.vertx = vertx;
    this.feed = feed;
    this.bus = bus;
    this.streams = streams;
  }

  void awaitReady() {
    Client.awaitReady();
    Eventually.until(() -> feed.started() && bus.stands());
  }

  OtherInstance other(Bus bus) {
    return new OtherInstance(bus, database, table, config, clock, vertx);
  }

  Relay relay(Bus bus) {
    return new Relay(database, table, bus, new ChangeMetrics(new SimpleMeterRegistry()), clock);
  }

  /** A client of the first instance. */
  Seen watchHere(long id) {
    return OtherInstance.watch(streams, id, -1);
  }

  int prune(int most) {
    return table.prune(clock.instant().plusSeconds(60), most).await().indefinitely();
  }

  /** How many changes of one thing the table has. */
  int stored(long id) throws SQLException {
    try (Connection connection = connection(true);
        ResultSet count =
            connection
                .createStatement()
                .executeQuery("SELECT count(*) FROM change WHERE subject_id = " + id)) {
      count.next();
      return count.getInt(1);
    }
  }

  boolean allPublished() {
    var standing = table.standing().await().atMost(Duration.ofSeconds(5));
    return !standing.untold() && standing.published() == standing.numbered();
  }

  /** All of them; a machine that builds other things meanwhile may be late with a quarter. */
  void changeIsSeenOnBothWithinASecond(OtherInstance other) {
    long id = writer.newId();
    List<Duration> took = new ArrayList<>();
    try (Seen here = watchHere(id);
        Seen there = other.watch(id)) {
      for (int version = 1; version <= 20; version++) {
        int seen = version;
        Instant written = Instant.now();
        writer.update(id, version);
        Eventually.until(() -> here.versions().size() == seen && there.versions().size() == seen);
        took.add(Duration.between(written, Instant.now()));
      }
    }
    Collections.sort(took);
    assertTrue(took.get(14).toMillis() < 1000, "took " + took);
  }

  void outageLosesNothing(OtherInstance other, Runnable cut, Runnable mend) {
    long id = writer.newId();
    try (Seen here = watchHere(id);
        Seen there = other.watch(id)) {
      writer.updates(id, 10);
      cut.run();
      IntStream.rangeClosed(11, 30).forEach(version -> writer.update(id, version));
      // not by the bus, but they come
      Eventually.until(() -> there.versions().size() == 30 && here.versions().size() == 30);
      mend.run();
      IntStream.rangeClosed(31, 50).forEach(version -> writer.update(id, version));
      assertSeen(50, here, there);
      Eventually.until(() -> bus.stands() && other.bus.stands() && allPublished());
      assertSeen(50, here, there);
    }
    changeIsSeenOnBothWithinASecond(other);
  }

  /** Raw rows, as a transaction of another instance writes them. */
  void insert(Connection connection, long id, int version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO change (action, type, subject_id, version)"
                + " VALUES ('updated', 'resource', ?, ?)")) {
      insert.setLong(1, id);
      insert.setInt(2, version);
      insert.executeUpdate();
    }
  }

  Connection connection(boolean autoCommit) throws SQLException {
    Connection connection = jdbc.getConnection();
    connection.setAutoCommit(autoCommit);
    return connection;
  }

  static void assertSeen(int versions, Seen... clients) {
    for (Seen seen : clients) {
      Eventually.until(() -> seen.versions().size() >= versions);
      assertEquals(IntStream.rangeClosed(1, versions).boxed().toList(), seen.versions());
      assertInOrder(seen.positions());
    }
  }

  static void assertInOrder(List<Long> positions) {
    assertTrue(
        IntStream.range(1, positions.size()).allMatch(i -> positions.get(i - 1) < positions.get(i)),
        positions::toString);
  }
}

package dev.apifleet.apiserver.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.database.Plan;
import dev.apifleet.apiserver.seed.ResourceSeeds;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With 100,000 rows no page of any list, however filtered and sorted, needs many of them. */
@QuarkusTest
@WithTestResource(Backends.class)
class ListPlansTest {

  private static final int ROWS = 100_000;
  private static final int MOST_SORTED = 3_000;
  private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");
  private static final Instant RECENT = Instant.parse("2025-12-13T00:00:00Z");

  private static final List<ResourceFilter> FILTERS =
      List.of(
          ResourceFilter.NONE,
          new ResourceFilter("Pump 0", null, null, null, null, null),
          new ResourceFilter("Pump 00007", null, null, null, null, null),
          new ResourceFilter(null, "pump", null, null, null, null),
          new ResourceFilter(null, "pump stone -green", null, null, null, null),
          new ResourceFilter(null, "nowhere", null, null, null, null),
          new ResourceFilter(null, null, "user@example.com", null, null, null),
          new ResourceFilter(null, null, "customer7@example.com", null, null, null),
          new ResourceFilter(null, null, null, ResourceStatus.ARCHIVED, null, null),
          new ResourceFilter(null, null, null, null, RECENT, null),
          new ResourceFilter(
              "Pump", "water", "user@example.com", ResourceStatus.ACTIVE, RECENT, null));

  @Inject AgroalDataSource database;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void everyPageOfEveryListNeedsFewRows() throws SQLException {
    List<String> bad = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      ResourceSeeds.seed(connection, ROWS);
      for (ResourceQuery query : queries().toList()) {
        ResourceSelect select = ResourceSelect.of(query);
        Plan plan = explained(connection, select);
        plan.scanned().map(table -> "reads all: " + select).forEach(bad::add);
        if (plan.sorted() > MOST_SORTED) {
          bad.add("sorts " + plan.sorted() + ": " + select);
        }
      }
    }
    assertEquals(List.of(), bad);
  }

  @Test
  void seedsAreMadeOnceInSecondsAndAreTheSameEverywhere() throws Exception {
    long start = System.nanoTime();
    Stream.generate(() -> Thread.ofVirtual().start(this::seed))
        .limit(3)
        .toList()
        .forEach(this::join);
    assertTrue(System.nanoTime() - start < 30_000_000_000L);
    try (Connection connection = database.getConnection();
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT count(*), min(name), max(name), count(DISTINCT owner)"
                    + " FROM resource WHERE owner LIKE 'customer%'");
        ResultSet rows = count.executeQuery()) {
      rows.next();
      assertEquals(98_000, rows.getInt(1));
      assertEquals("Boiler 0000003", rows.getString(2));
      assertEquals(980, rows.getInt(4));
    }
  }

  private void seed() {
    try (Connection connection = database.getConnection()) {
      ResourceSeeds.seed(connection, ROWS);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static Stream<ResourceQuery> queries() {
    return FILTERS.stream()
        .flatMap(
            filter ->
                Stream.of(ResourceSort.Field.values())
                    .flatMap(
                        field -> Stream.of(true, false).map(down -> new ResourceSort(field, down)))
                    .flatMap(sort -> pages(new ResourceQuery(filter, sort, null, 20))));
  }

  /** The first page and one from the middle. */
  private static Stream<ResourceQuery> pages(ResourceQuery query) {
    ResourceView middle =
        new ResourceView(
            50_000,
            "Motor 0050000",
            "",
            null,
            ResourceStatus.ACTIVE,
            0,
            Instant.parse("2025-06-20T00:00:00Z"),
            Instant.parse("2025-06-20T00:00:00Z"));
    return Stream.of(query, query.after(query.sort().at(middle)));
  }

  private static Plan explained(Connection connection, ResourceSelect select) throws SQLException {
    List<Object> values = new ArrayList<>();
    String sql =
        PARAMETER
            .matcher(select.sql())
            .replaceAll(
                name -> {
                  values.add(jdbc(select.parameters(), name.group(1)));
                  return "?";
                });
    try (PreparedStatement statement =
        connection.prepareStatement("EXPLAIN (ANALYZE, FORMAT JSON) " + sql + " LIMIT 21")) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return Plan.parse(rows.getString(1));
      }
    }
  }

  private static Object jdbc(Map<String, Object> parameters, String name) {
    return parameters.get(name) instanceof Instant time
        ? time.atOffset(ZoneOffset.UTC)
        : parameters.get(name);
  }
}

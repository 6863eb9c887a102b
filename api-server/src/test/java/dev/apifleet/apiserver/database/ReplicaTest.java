package dev.apifleet.apiserver.database;

import static dev.apifleet.apiserver.Client.bearer;
import static dev.apifleet.apiserver.Client.userToken;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Backends.ToReplica;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica whose replay is paused tells by what it lacks who reads from it. */
@QuarkusTest
@WithTestResource(
    value = Backends.class,
    initArgs = @ResourceArg(name = Backends.REPLICA, value = "true"))
class ReplicaTest {

  private static final String PATH = "/api/v2/resources";

  private final String name = "pump " + System.nanoTime();

  @ToReplica Link wire;
  @ToRedis Link toRedis;
  @Inject Replica replica;
  @Inject RedisDataSource redis;

  @ConfigProperty(name = "DB_NAME")
  String database;

  @ConfigProperty(name = "DB_USERNAME")
  String user;

  @ConfigProperty(name = "DB_PASSWORD")
  String password;

  @BeforeEach
  @AfterEach
  void whole() throws SQLException {
    wire.mend();
    toRedis.mend();
    replay("resume");
    Client.awaitReady();
    await().atMost(Duration.ofSeconds(20)).until(replica::serves);
    await().ignoreExceptions().until(() -> redis.value(String.class).get("none") == null);
  }

  @Test
  void writersSeeWhatTheyWroteAndOthersALittleLater() throws SQLException {
    String writer = userToken();
    replay("pause");
    String place = create(writer).header("x-read-after");
    assertEquals(0, seen(given()));
    assertEquals(1, seen(bearer(writer)));
    assertEquals(1, seen(given().header("x-read-after", place)));
    assertEquals(0, seen(given().header("x-read-after", "1")));
    replay("resume");
    await().until(() -> seen(given()) == 1);
  }

  @Test
  void readinessNamesTheStateOfTheReplicaAndStaysUp() throws SQLException {
    await().until(() -> stateOfReplica().equals("caught up"));
    replay("pause");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              create(userToken());
              return stateOfReplica().equals("lagging");
            });
    replay("resume");
    await().until(() -> stateOfReplica().equals("caught up"));
    wire.cut();
    await().until(() -> stateOfReplica().equals("away"));
  }

  private static String stateOfReplica() {
    return given()
        .get("/health/ready")
        .then()
        .statusCode(200)
        .extract()
        .path("checks.find { it.name == 'replica' }.data.state");
  }

  @Test
  void placesThatNobodyGaveReadFromThePrimary() throws SQLException {
    String writer = userToken();
    replay("pause");
    create(writer);
    assertEquals(1, seen(given().header("x-read-after", "'; DROP TABLE resource; --")));
  }

  @Test
  void updatesAndDeletionsOfOnesOwnAreSeenToo() throws SQLException {
    String writer = userToken();
    int id = create(writer).path("data.id");
    replay("pause");
    bearer(writer).header("If-Match", "*").delete(PATH + "/" + id).then().statusCode(204);
    assertEquals(0, seen(bearer(writer)));
  }

  @Test
  void singleResourcesAreNeverLate() throws SQLException {
    String writer = userToken();
    replay("pause");
    int id = create(writer).path("data.id");
    given().get(PATH + "/" + id).then().statusCode(200);
  }

  @Test
  void writersReadFromThePrimaryWhileRedisIsAway() throws SQLException {
    String writer = userToken();
    replay("pause");
    toRedis.cut();
    create(writer);
    assertEquals(1, seen(bearer(writer)));
  }

  @Test
  void replicaThatIsFarBehindIsNotAsked() throws SQLException {
    String writer = userToken();
    replay("pause");
    create(writer);
    await().atMost(Duration.ofSeconds(30)).until(() -> seen(given()) == 1);
    assertTrue(!replica.serves());
  }

  @Test
  void readsGoOnWhenTheReplicaDies() {
    create(userToken());
    wire.cut();
    for (int i = 0; i < 10; i++) {
      assertEquals(1, seen(given()));
    }
    given().get("/health/ready").then().statusCode(200);
  }

  @Test
  void readsGoOnWhenTheReplicaHangs() {
    create(userToken());
    wire.freeze();
    assertEquals(1, seen(given()));
  }

  private Response create(String token) {
    return bearer(token)
        .body(Map.of("name", name))
        .post(PATH)
        .then()
        .statusCode(201)
        .header("x-read-after", matchesPattern("[0-9]+"))
        .extract()
        .response();
  }

  private int seen(RequestSpecification reader) {
    return reader
        .queryParam("name", name)
        .get(PATH)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data")
        .size();
  }

  private void replay(String order) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + wire.port() + "/" + database;
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_wal_replay_" + order + "()");
    }
  }
}

package dev.apifleet.apiserver.outage;

import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToDatabase;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backends that die and come back while clients ask. */
@QuarkusTest
@WithTestResource(Backends.class)
class OutageTest {

  /** How many answers of each kind a phase must see before it is believed. */
  private static final int ENOUGH = 20;

  private static final long LONGEST_ANSWER_MILLIS = 5_000;

  @ToDatabase Link database;
  @ToRedis Link redis;

  @TestHTTPResource("/")
  URI server;

  private Load load;

  @BeforeEach
  void begin() {
    Client.awaitReady();
    load = new Load(requests());
  }

  @AfterEach
  void end() {
    load.close();
    Client.awaitReady();
  }

  @Test
  void databaseThatDiesIsToldClearlyAndMissedOnlyWhileItIsAway() {
    Set<String> kinds = Set.of("get", "list", "me", "create");
    long begun = awaitAnswers(kinds);
    long killed = System.nanoTime();
    database.backend().kill();
    await().until(() -> !Client.isReady());
    long away = System.nanoTime();
    long back = awaitAnswers(kinds);
    database.backend().start();
    Client.awaitReady();
    long served = System.nanoTime();
    long end = awaitAnswers(kinds);

    List<Answer> all = load.between(begun, end);
    assertNone(all, unclear("database-unavailable"), "at any time");
    assertNone(all, answer -> answer.tookMillis() > LONGEST_ANSWER_MILLIS, "in time");
    assertNone(all, bad().and(answer -> answer.answeredBefore(killed)), "before");
    assertNone(load.between(served, end), bad(), "after");
    // what needs the database; the single resource is cached
    assertEquals(Set.of("list", "me", "create", "login"), refused(load.between(away, back)));
  }

  @Test
  void redisThatDiesIsNotNoticedByReadersAndWriters() {
    Set<String> all = Set.of("get", "list", "me", "create", "login");
    long begun = awaitAnswers(all);
    redis.backend().kill();
    awaitAnswers(all);
    redis.backend().start();
    awaitAnswers(all);
    long end = awaitAnswers(all);
    List<Answer> answers = load.between(begun, end);
    assertNone(answers, bad(), "at any time");
    assertNone(answers, answer -> answer.tookMillis() > LONGEST_ANSWER_MILLIS, "in time");
  }

  private Map<String, HttpRequest> requests() {
    String bearer = "Bearer " + Client.userToken();
    int id = Client.createResource("pump");
    return Map.of(
        "get", Load.at(server, "/api/v1/resources/" + id).build(),
        "list", Load.at(server, "/api/v1/resources").build(),
        "me", Load.at(server, "/api/v1/me").header("Authorization", bearer).build(),
        "create",
            json("/api/v1/resources", "{\"name\":\"pump\"}")
                .header("Authorization", bearer)
                .build(),
        // of another account: so many logins end the first sessions of theirs
        "login",
            json("/api/v1/auth/login", "{\"email\":\"pro@example.com\",\"password\":\"pro123\"}")
                .build());
  }

  private HttpRequest.Builder json(String path, String body) {
    return Load.at(server, path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** Waits until each kind has been answered often enough from now on; returns when that was. */
  private long awaitAnswers(Set<String> kinds) {
    long from = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              List<Answer> answers = load.between(from, Long.MAX_VALUE);
              return kinds.stream()
                  .allMatch(
                      kind ->
                          answers.stream().filter(answer -> answer.asked().equals(kind)).count()
                              >= ENOUGH);
            });
    return System.nanoTime();
  }

  private static Set<String> refused(List<Answer> answers) {
    return answers.stream().filter(bad()).map(Answer::asked).collect(toSet());
  }

  private static Predicate<Answer> bad() {
    return answer -> !answer.isGood();
  }

  private static Predicate<Answer> unclear(String error) {
    return answer -> !answer.isGood() && !answer.isClearRefusal(error);
  }

  private static void assertNone(List<Answer> answers, Predicate<Answer> wrong, String when) {
    assertFalse(answers.isEmpty(), "nothing was asked " + when);
    List<Answer> found = answers.stream().filter(wrong).limit(5).toList();
    assertTrue(found.isEmpty(), when + ": " + found);
  }
}

package dev.apifleet.apiserver.requestlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.apifleet.apiserver.requestlog.RecordedSearch.Recorded;
import dev.apifleet.apiserver.requestlog.Sink.Delivery;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sink makes of answers that a healthy server gives seldom. */
class ElasticsearchSinkTest {

  private static final String ALL_CREATED =
      "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}";

  private final Vertx vertx = Vertx.vertx();
  private final RecordedSearch server = new RecordedSearch();

  @AfterEach
  void close() {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void templateIsInstalledBeforeTheFirstBatch() {
    server.answers(200, "{}").answers(200, ALL_CREATED).answers(200, ALL_CREATED);
    ElasticsearchSink sink = sink(Map.of());
    write(sink, 2);
    write(sink, 2);
    assertEquals(
        List.of("PUT /_index_template/apifleet-requests", "POST /_bulk", "POST /_bulk"),
        server.calls());
    assertTrue(server.seen().getFirst().body().contains("apifleet-requests-*"));
  }

  @Test
  void batchGoesCompressedAndEachEntryToItsDay() {
    server.answers(200, "{}").answers(200, ALL_CREATED);
    write(sink(Map.of()), 2);
    Recorded bulk = server.seen().getLast();
    assertEquals("gzip", bulk.header("Content-encoding"));
    assertEquals("application/x-ndjson", bulk.header("Content-type"));
    String[] lines = bulk.body().split("\n");
    assertEquals(4, lines.length);
    assertTrue(lines[0].contains("\"_index\":\"apifleet-requests-2031.02.03\""), lines[0]);
    assertTrue(lines[1].contains("\"path\":\"/api/v1/status\""), lines[1]);
  }

  @Test
  void eachEntryIsTreatedByItsOwnVerdict() {
    server
        .answers(200, "{}")
        .answers(
            200,
            "{\"errors\":true,\"items\":["
                + "{\"create\":{\"status\":201}},{\"create\":{\"status\":429}},"
                + "{\"create\":{\"status\":400}},{\"create\":{\"status\":409}},"
                + "{\"create\":{\"status\":503}}]}");
    Delivery delivery = write(sink(Map.of()), 5);
    assertEquals(List.of(1L, 4L), delivery.again().stream().map(RequestEntry::id).toList());
    assertEquals(1, delivery.refused());
  }

  @Test
  void serverWithoutRoomIsAwayAndGetsItsTemplateAgain() {
    server.answers(200, "{}").answers(429, "{}").answers(200, "{}").answers(200, ALL_CREATED);
    ElasticsearchSink sink = sink(Map.of());
    assertThrows(IllegalStateException.class, () -> write(sink, 2));
    assertEquals(Delivery.COMPLETE, write(sink, 2));
    assertEquals(4, server.calls().size());
  }

  @Test
  void wrongCredentialsAreAFailureAndNoLoss() {
    server.answers(401, "{}");
    assertThrows(IllegalStateException.class, () -> write(sink(Map.of()), 2));
  }

  @Test
  void batchThatIsRefusedAsAWholeIsNotSentForEver() {
    server.answers(200, "{}").answers(413, "{}");
    assertEquals(new Delivery(List.of(), 2), write(sink(Map.of()), 2));
  }

  @Test
  void answerThatIsNoVerdictIsAFailure() {
    server.answers(200, "{}").answers(200, "{\"items\":[]}");
    assertThrows(IllegalStateException.class, () -> write(sink(Map.of()), 2));
  }

  @Test
  void credentialsComeFromTheSettings() {
    server
        .answers(200, "{}")
        .answers(200, ALL_CREATED)
        .answers(200, "{}")
        .answers(200, ALL_CREATED);
    write(sink(Map.of("username", "log", "password", "s3cret")), 2);
    assertEquals("Basic bG9nOnMzY3JldA==", server.seen().getLast().header("Authorization"));
    write(sink(Map.of("api-key", "a2V5")), 2);
    assertEquals("ApiKey a2V5", server.seen().getLast().header("Authorization"));
  }

  @Test
  void withoutCredentialsNoneAreSent() {
    server.answers(200, "{}").answers(200, ALL_CREATED);
    write(sink(Map.of()), 2);
    assertNull(server.seen().getLast().header("Authorization"));
  }

  @Test
  void credentialsAreInNoMessage() {
    server.answers(401, "{}");
    ElasticsearchSink sink = sink(Map.of("username", "log", "password", "s3cret"));
    Throwable failure = assertThrows(RuntimeException.class, () -> write(sink, 2));
    assertFalse(failure.toString().contains("s3cret"));
  }

  @Test
  void serverIsBelievedByTheCertificateThatIsNamed(@TempDir Path folder) throws Exception {
    Certificate right = Certificate.make(folder, "right");
    Certificate wrong = Certificate.make(folder, "wrong");
    try (RecordedSearch secure = new RecordedSearch(Optional.of(right.context()))) {
      secure.answers(200, "{}").answers(200, ALL_CREATED);
      String url = "https://127.0.0.1:" + secure.port();
      assertThrows(
          RuntimeException.class,
          () -> write(sink(url, Map.of("ca-file", wrong.pem().toString())), 2));
      assertThrows(RuntimeException.class, () -> write(sink(url, Map.of()), 2));
      assertEquals(List.of(), secure.calls());
      ElasticsearchSink sink = sink(url, Map.of("ca-file", right.pem().toString()));
      assertEquals(Delivery.COMPLETE, write(sink, 2));
      assertEquals(2, secure.calls().size());
    }
  }

  private static Delivery write(ElasticsearchSink sink, int size) {
    return sink.write(batch(size)).await().atMost(Duration.ofSeconds(10));
  }

  private ElasticsearchSink sink(Map<String, String> settings) {
    return sink("http://127.0.0.1:" + server.port() + "/", settings);
  }

  private ElasticsearchSink sink(String address, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    settings.forEach(
        (name, value) -> all.put("apiserver.request-log.elasticsearch." + name, value));
    RequestLogConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(RequestLogConfig.class)
            .withDefaultValues(all)
            .withDefaultValue("apiserver.request-log.retention", "PT1H")
            .build()
            .getConfigMapping(RequestLogConfig.class);
    URI url = URI.create(address);
    ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    return new ElasticsearchSink(new ElasticsearchClient(vertx, url, config.elasticsearch()), json);
  }

  private static List<RequestEntry> batch(int size) {
    Instant at = Instant.parse("2031-02-03T23:59:59Z");
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                new RequestEntry(
                    i, at, "r" + i, null, null, "GET", "/api/v1/status", 200, 1, 2, "instance"))
        .toList();
  }
}

package dev.apifleet.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway whose Redis is away. */
@QuarkusTest
@TestProfile(BootTest.NoOperator.class)
class CachePageTest {
  @TestHTTPResource(value = "/", management = true)
  URI management;

  private HttpResponse<String> purge(String command) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve("/cache/purge"))
              .POST(BodyPublishers.ofString(command))
              .build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void saysThatThePurgeHoldsOnThisGatewayAlone() throws Exception {
    HttpResponse<String> answer = purge("{\"tag\": \"orders\"}");

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonObject said = new JsonObject(answer.body());
    assertThat(said.getString("scope")).isEqualTo("gateway");
    assertThat(said.getJsonObject("purged")).isEqualTo(new JsonObject().put("tag", "orders"));
    assertThat(said.getString("detail")).contains("Redis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "[1]", "{\"tag\": \"a\", \"all\": true}", "{\"url\": 5}"})
  void saysWhatToWriteInstead(String command) throws Exception {
    HttpResponse<String> answer = purge(command);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("detail"))
        .startsWith("found ")
        .contains("\"prefix\"");
  }
}

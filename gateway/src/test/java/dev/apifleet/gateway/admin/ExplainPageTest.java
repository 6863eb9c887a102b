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

/** What is asked of a gateway's management port in a form that nobody can answer. */
@QuarkusTest
@TestProfile(BootTest.NoOperator.class)
class ExplainPageTest {
  @TestHTTPResource(value = "/", management = true)
  URI management;

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve(path))
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "{}", "{\"url\": \"/\", \"headers\": 5}", "{\"uri\": \"/\"}"})
  void aMalformedQuestionIsAProblemOfTheAsker(String question) throws Exception {
    HttpResponse<String> answer = post("/explain", question);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("type")).endsWith("/bad-question");
    assertThat(problem.getString("title")).isEqualTo("The question is malformed");
    assertThat(problem.getString("error")).isEqualTo("bad_question");
    assertThat(problem.getString("detail")).isNotEmpty();
  }

  @Test
  void limitsAreOnTheManagementPort() throws Exception {
    HttpResponse<String> answer = post("/limits/lookup", "{\"policy\": \"x\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("write one of []");
  }
}

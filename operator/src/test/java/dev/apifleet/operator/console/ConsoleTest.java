package dev.apifleet.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console as a browser meets it, before an API server that knows its users. */
@QuarkusTest
@TestProfile(ConsoleWithoutOperator.class)
class ConsoleTest {
  private static final List<String> EVERYTHING =
      List.of("apiroutes", "backendpools", "ratelimitpolicies", "gatewayfleets");
  private static final String SESSION = "console/api/session";
  private static final String RESOURCES = "console/api/resources";

  @TestHTTPResource URI console;
  private HttpClient browser = HttpClient.newHttpClient();

  @BeforeEach
  void usersAndObjects() {
    FakeKubernetes.CALLS.clear();
    FakeKubernetes.RIGHTS.clear();
    FakeKubernetes.RIGHTS.put("admin-token", EVERYTHING);
    FakeKubernetes.RIGHTS.put("viewer-token", List.of("apiroutes"));
    FakeKubernetes.LISTS.put("apiroutes", Objects.ROUTE);
    FakeKubernetes.LISTS.put("backendpools", Objects.POOL);
    FakeKubernetes.LISTS.put("ratelimitpolicies", Objects.POLICY);
    FakeKubernetes.LISTS.put("gatewayfleets", Objects.FLEET);
  }

  @Test
  void aGoodTokenOpensASessionWhoseCookieScriptsCannotReadNorAnybodyDecipher() {
    HttpResponse<String> answer = signIn("admin-token");
    assertThat(answer.statusCode()).isEqualTo(204);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("apifleet-session=")
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Strict")
        .containsIgnoringCase("Path=/console/api")
        .containsIgnoringCase("Max-Age=43200")
        .doesNotContainIgnoringCase("Secure")
        .doesNotContain("admin-token");
    assertThat(FakeKubernetes.CALLS)
        .containsExactly("admin-token POST /apis/authentication.k8s.io/v1/selfsubjectreviews");
  }

  @Test
  void listsWhatTheUsersOwnTokenMaySee() throws IOException {
    HttpResponse<String> answer = get(RESOURCES, "Cookie", session("admin-token"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer)).isEqualTo(new ObjectMapper().readTree(Objects.OVERVIEW));
    assertThat(FakeKubernetes.CALLS)
        .allMatch(call -> call.startsWith("admin-token "))
        .contains("admin-token GET /apis/apifleet.dev/v1alpha1/gatewayfleets");
  }

  @Test
  void namesTheKindsThatTheUserMayNotSee() throws IOException {
    JsonNode overview = json(get(RESOURCES, "Authorization", "Bearer viewer-token"));
    assertThat(overview.at("/forbidden").toString())
        .isEqualTo("[\"pools\",\"policies\",\"fleets\"]");
    assertThat(overview.at("/routes")).hasSize(1);
    assertThat(overview.at("/pools")).isEmpty();
  }

  @Test
  void refusesATokenThatTheClusterDoesNotKnow() throws IOException {
    HttpResponse<String> answer = signIn("stale-token");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(json(answer).at("/title").asText()).isEqualTo("Token refused");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void asksNobodyAboutWhatIsNoToken() {
    assertThat(signIn("two words").statusCode()).isEqualTo(401);
    assertThat(get(RESOURCES, "Authorization", "Bearer \"x\"").statusCode()).isEqualTo(401);
    assertThat(FakeKubernetes.CALLS).isEmpty();
  }

  @Test
  void refusesARequestWithoutASessionAndOneWithAForgedOne() {
    assertThat(get(RESOURCES).statusCode()).isEqualTo(401);
    assertThat(get(RESOURCES, "Cookie", "apifleet-session=forged").statusCode()).isEqualTo(401);
    String another = new SessionSeal().seal("admin-token", Instant.now());
    assertThat(get(RESOURCES, "Cookie", "apifleet-session=" + another).statusCode()).isEqualTo(401);
    assertThat(FakeKubernetes.CALLS).isEmpty();
  }

  @Test
  void endsTheSessionOfATokenThatHasExpired() throws IOException {
    String session = session("admin-token");
    FakeKubernetes.RIGHTS.remove("admin-token");
    HttpResponse<String> answer = get(RESOURCES, "Cookie", session);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).at("/detail").asText()).contains("expired");
  }

  @Test
  void signingOutClearsTheCookie() {
    HttpResponse<String> answer = send(request(SESSION).DELETE());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            cookie -> assertThat(cookie).containsIgnoringCase("Max-Age=0").contains("session="));
  }

  @Test
  void neverUsesTheRightsOfTheOperator() {
    FakeKubernetes.RIGHTS.put(FakeKubernetes.OPERATOR_TOKEN, EVERYTHING);
    get(RESOURCES, "Authorization", "Bearer stale-token");
    get(RESOURCES);
    assertThat(FakeKubernetes.CALLS)
        .isNotEmpty()
        .noneMatch(call -> call.startsWith(FakeKubernetes.OPERATOR_TOKEN));
  }

  @Test
  void anAddressThatFailedTwentyTimesHasToWait() throws IOException {
    browser = from("127.0.0.2");
    for (int attempt = 0; attempt < 10; attempt++) {
      assertThat(signIn("guess-" + attempt).statusCode()).isEqualTo(401);
      assertThat(get(RESOURCES, "Authorization", "Bearer guess").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> answer = signIn("admin-token");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    browser = from("127.0.0.3");
    assertThat(signIn("admin-token").statusCode()).isEqualTo(204);
  }

  @Test
  void readsNoMoreThanSixteenKibibytes() {
    assertThat(signIn("x".repeat(20_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void saysWhichFieldIsMissing() throws IOException {
    HttpResponse<String> answer =
        send(request(SESSION).POST(BodyPublishers.ofString("{\"tokn\":\"x\"}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/detail").asText()).startsWith("token: none found");
  }

  @Test
  void aTokenTooLongForACookieIsToldSo() throws IOException {
    String large = "x".repeat(4000);
    FakeKubernetes.RIGHTS.put(large, EVERYTHING);
    HttpResponse<String> answer = signIn(large);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/detail").asText()).contains("too long for a session cookie");
    assertThat(get(RESOURCES, "Authorization", "Bearer " + large).statusCode()).isEqualTo(200);
  }

  @Test
  void everyAnswerOfTheConsoleIsGuarded() {
    for (String path : List.of("console/", RESOURCES, "console/favicon.svg")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .startsWith("default-src 'self';")
                      .contains("frame-ancestors 'none'")
                      .doesNotContain("unsafe"));
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }
    assertThat(get(RESOURCES).headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void thePageIsServedAndFoundFromTheRoot() {
    HttpResponse<String> page = get("console/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>ApiFleet</title>");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
    for (String path : List.of("", "console")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location"))
          .hasValueSatisfying(location -> assertThat(location).endsWith("/console/"));
    }
  }

  private String session(String token) {
    String cookie = signIn(token).headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private HttpResponse<String> signIn(String token) {
    return send(
        request(SESSION).POST(BodyPublishers.ofString("{\"token\":\"%s\"}".formatted(token))));
  }

  private HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(console.resolve("/" + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return browser.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  private static HttpClient from(String address) throws IOException {
    return HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }
}

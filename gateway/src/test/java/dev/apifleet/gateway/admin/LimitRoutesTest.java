package dev.apifleet.gateway.admin;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.PatientStore;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.limit.VertxTimers;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.manage.CounterDesk;
import dev.apifleet.gateway.limit.manage.CounterNotices;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRoutesTest {
  private final Vertx vertx = Vertx.vertx();
  private final Redis redis = Redis.createClient(vertx, TestRedis.shared().uri());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CounterStore store = new PatientStore(vertx, redis);
  private final RateLimiters limiters = new RateLimiters(store, new VertxTimers(vertx), meters);
  private final HttpClient client = HttpClient.newHttpClient();
  private final PolicyConfig policy = policy(Mode.ENFORCE);
  private final PolicyConfig shadow = policy(Mode.SHADOW);
  private final HttpServer management = serve(store);
  private final FilterServer gateway =
      new FilterServer(
          vertx, List.of(limiters.filter(List.of(policy, shadow), 1)), _ -> Reply.ok("hello"));

  private static PolicyConfig policy(Mode mode) {
    return new PolicyConfig(
        "shop/" + mode.name().toLowerCase() + "-" + UUID.randomUUID(),
        Algorithm.FIXED_WINDOW,
        List.of(new KeyPart.Identity(), new KeyPart.Header("x-app")),
        new TreeMap<>(Map.of("free", new LimitConfig(mode == Mode.SHADOW ? 1 : 2, 3_600_000))),
        new TreeMap<>(),
        null,
        0,
        null,
        StoreFailure.LOCAL,
        5_000,
        false,
        mode);
  }

  private HttpServer serve(CounterStore counters) {
    Router router = Router.router(vertx);
    CounterNotices notices = new CounterNotices(vertx, redis, limiters);
    new LimitRoutes(
            () -> new TreeMap<>(Map.of(policy.name(), policy, shadow.name(), shadow)),
            new CounterDesk(counters, notices),
            limiters.rejections(),
            meters)
        .register(router);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @AfterEach
  void close() {
    client.close();
    gateway.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private HttpResponse<String> ask(HttpServer server, String path, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return client.send(
        (body == null ? request : request.POST(BodyPublishers.ofString(body))).build(),
        BodyHandlers.ofString());
  }

  private JsonObject command(String path, JsonObject question) throws Exception {
    HttpResponse<String> answer = ask(management, path, question.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private JsonArray list(String path) throws Exception {
    return new JsonArray(ask(management, path, null).body());
  }

  private JsonObject ann() {
    return new JsonObject()
        .put("policy", policy.name())
        .put("tier", "free")
        .put("key", new JsonObject().put("identity", "subject ann").put("header:x-app", "shop"));
  }

  private int send() {
    return gateway.get("/orders", "x-subject", "ann", "x-app", "shop").statusCode();
  }

  private void exhaust() {
    assertThat(send()).isEqualTo(200);
    assertThat(send()).isEqualTo(200);
    assertThat(send()).isEqualTo(429);
  }

  @Test
  void countersAreLookedUpByTheValuesOfTheKey() throws Exception {
    send();
    JsonObject counter = command("/limits/lookup", ann()).getJsonArray("counters").getJsonObject(0);

    assertThat(counter.getString("counter")).isEqualTo("limit");
    assertThat(counter.getString("algorithm")).isEqualTo("FIXED_WINDOW");
    assertThat(counter.getLong("limit")).isEqualTo(2);
    assertThat(counter.getLong("remaining")).isEqualTo(1);
    assertThat(counter.getLong("resetMillis")).isBetween(3_500_000L, 3_600_000L);
    assertThat(counter.getLong("waitMillis")).isZero();
  }

  @Test
  void aResetLetsThemSendAgain() throws Exception {
    exhaust();
    JsonObject done = command("/limits/reset", ann());

    assertThat(done.getString("done")).isEqualTo("reset");
    assertThat(done.getJsonArray("counters").getJsonObject(0).getLong("remaining")).isEqualTo(2);
    eventually(Duration.ofSeconds(5), () -> send() == 200);
  }

  @Test
  void aRefundLetsThemSendAsMuchMore() throws Exception {
    exhaust();
    JsonObject done = command("/limits/refund", ann().put("units", 1).put("counter", "limit"));

    assertThat(done.getJsonArray("counters").getJsonObject(0).getLong("remaining")).isEqualTo(1);
    eventually(Duration.ofSeconds(5), () -> send() == 200);
    assertThat(send()).isEqualTo(429);
  }

  @Test
  void whoIsRejectedMostCanBeResetByTheHashThatIsShown() throws Exception {
    exhaust();
    JsonObject top = list("/limits/rejected?policy=" + policy.name()).getJsonObject(0);
    assertThat(top.getLong("rejected")).isEqualTo(1);
    assertThat(top.getString("tier")).isEqualTo("free");
    assertThat(top.getString("last")).startsWith("20").endsWith("Z");
    assertThat(top.getJsonObject("key").getString("identity")).isEqualTo("subject  ann");
    assertThat(top.getJsonObject("key").getString("header:x-app")).startsWith("sha256:");

    JsonObject byHash = ann().put("hash", top.getString("hash"));
    byHash.remove("key");
    command("/limits/reset", byHash);
    eventually(Duration.ofSeconds(5), () -> send() == 200);
  }

  @Test
  void policiesAreShownWithWhatTheyDecided() throws Exception {
    exhaust();
    eventually(Duration.ofSeconds(5), () -> shadowRejected() == 1);
    JsonObject enforced = list("/limits").getJsonObject(0);

    assertThat(enforced.getString("policy")).isEqualTo(policy.name());
    assertThat(enforced.getLong("admitted")).isEqualTo(2);
    assertThat(enforced.getLong("rejected")).isEqualTo(1);
    assertThat(enforced.getLong("shadowRejected")).isZero();
    assertThat(enforced.getLong("withoutRedis")).isZero();
    assertThat(list("/limits").getJsonObject(1).getLong("rejected")).isZero();
    assertThat(list("/limits/rejected").size()).isEqualTo(2);
  }

  private long shadowRejected() {
    try {
      return list("/limits").getJsonObject(1).getLong("shadowRejected");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                     | found no JSON object",
        "[1]                    | found no JSON object",
        "{}                     | policy: found null; write one of [shop/enforce",
        "{'policy':'x'}         | policy: found \"x\"; write one of [shop/enforce",
        "{'polcy':'x'}          | polcy: found \"polcy\"; write some of [",
        "{P}                    | tier: found null; write one of [free]",
        "{P,'tier':'pro'}       | tier: found \"pro\"; the policy limits only [free]",
        "{P,T}                  | hash: found null; write either key, [\"identity\": \"subject",
        "{P,T,'hash':'xyz'}     | hash: found \"xyz\"",
        "{P,T,'key':7}          | key: found 7",
        "{P,T,'key':{}}         | key: found []; the policy counts by all of [\"identity\"",
        "{P,T,'key':{'identity':1,'header:x-app':'a'}}     | key.identity: found 1; write",
        "{P,T,'key':{'identity':'ann','header:x-app':'a'}} | key.identity: found \"ann\"; write",
        "{P,T,K,'counter':'quota'} | counter: found \"quota\"; the tier has [limit]",
        "{P,T,K}                | units: found null; write a whole number from 1",
        "{P,T,K,'units':0}      | units: found 0",
        "{P,T,K,'units':1.5}    | units: found 1.5",
      })
  void saysWhatIsWrongWithAQuestion(String question, String said) throws Exception {
    String body =
        question
            .replace("P", "'policy':'" + policy.name() + "'")
            .replace("T", "'tier':'free'")
            .replace("K", "'key':{'identity':'subject ann','header:x-app':'a'}")
            .replace('\'', '"');
    HttpResponse<String> answer = ask(management, "/limits/refund", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("error")).isEqualTo("bad_question");
    assertThat(problem.getString("detail")).startsWith(said);
  }

  @Test
  void anUnknownPolicyHasNoRejectedKeys() throws Exception {
    HttpResponse<String> answer = ask(management, "/limits/rejected?policy=none", null);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("policy: found \\\"none\\\"; write one of");
  }

  @Test
  void saysThatRedisIsAway() throws Exception {
    HttpServer away = serve((_, _) -> Future.failedFuture("away"));
    HttpResponse<String> answer = ask(away, "/limits/lookup", ann().encode());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("rate_limit_store_unavailable", "look the counters up");
  }
}

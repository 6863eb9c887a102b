package dev.apifleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private static final String QUICKSTART = "../examples/quickstart";
  private static final String SHOP =
      """
      kind: BackendPool
      metadata: {name: shop}
      spec: {discovery: {endpoints: [{address: 10.0.0.1, port: 80}]}}
      ---
      kind: ApiRoute
      metadata: {name: shop}
      spec:
        rules:
        - name: orders
          matches: [{path: {value: /orders}, method: GET}]
          backendRefs: [{name: shop}]
          rateLimits: [{name: few}]
      ---
      kind: RateLimitPolicy
      metadata: {name: few}
      spec: {limits: {anonymous: {requests: 5, window: 1m}}}
      """;

  /** What the chart brings. */
  private static final String CLUSTER =
      """
      kind: Service
      metadata: {name: api-server}
      spec: {ports: [{name: http, port: 8080}]}
      ---
      kind: GatewayFleet
      metadata: {name: default, namespace: apifleet-system}
      spec:
        allowedRoutes: {from: All}
        identityProviders:
        - {name: api, issuer: api, jwksUri: "http://api-server/jwks", audiences: [api]}
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = ApiFleet.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("shop.yaml"), text).toString();
  }

  private JsonObject explain(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("explain", "--json"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(run(all)).as(err.toString()).isZero();
    return new JsonObject(out.toString());
  }

  @Test
  void acceptsTheQuickstartWithWhatItRefersTo() throws IOException {
    assertThat(run("validate", QUICKSTART)).isEqualTo(ApiFleet.INVALID);
    assertThat(out.toString()).contains("no Service \"api-server\"");
    assertThat(run("validate", QUICKSTART, file(CLUSTER))).as(out.toString()).isZero();
  }

  @Test
  void namesFieldValueAndRemedyOfWhatIsWrong() throws IOException {
    String broken = file(SHOP.replace("window: 1m", "window: soon"));
    assertThat(run("validate", broken)).isEqualTo(ApiFleet.INVALID);
    assertThat(out.toString())
        .contains("RateLimitPolicy default/few: Accepted=False")
        .contains("spec.limits[\"anonymous\"].window")
        .contains("soon");
  }

  @Test
  void namesFieldsThatDoNotExist() throws IOException {
    assertThat(run("validate", file(SHOP.replace("rateLimits", "ratelimits")))).isOne();
    assertThat(out.toString()).contains("spec.rules[0].ratelimits: no such field");
  }

  @Test
  void knowsAllThatAPolicyCanSay() throws IOException {
    String all =
        """
        ---
        kind: RateLimitPolicy
        metadata: {name: all}
        spec:
          algorithm: LeakyBucket
          precision: Exact
          limits: {free: {requests: 10, window: 1s, burst: 5}}
          quotas: {free: {requests: 1000, window: 30d}}
          maxDelay: 2s
          storeTimeout: 10ms
          legacyHeaders: true
          cost: {requests: 2, header: x-a, bodyBytes: 1Ki, responseHeader: x-b, maximum: 9}
          targetRefs: [{kind: ApiRoute, name: shop}]
        """;
    assertThat(run("validate", file(SHOP + all))).as(out.toString()).isZero();
    assertThat(run("validate", file(SHOP + all.replace("LeakyBucket", "SlidingLog")))).isOne();
    assertThat(out.toString()).contains("spec.maxDelay: found \"2s\"; set spec.algorithm");
    assertThat(run("validate", file(SHOP + all.replace("name: shop", "name: shoe")))).isOne();
    assertThat(out.toString()).contains("no ApiRoute \"shoe\"");
  }

  @Test
  void explainsPoliciesThatAreAttachedBeforeThoseThatAreNamed() throws IOException {
    String attached =
        """
        ---
        kind: RateLimitPolicy
        metadata: {name: of-the-pool}
        spec: {targetRefs: [{kind: BackendPool, name: shop}]}
        """;
    JsonObject answer = explain(file(SHOP + attached), "--url", "http://shop/orders");
    assertThat(answer.getJsonArray("steps").encode())
        .contains("RateLimit default/of-the-pool, default/few");
  }

  @Test
  void explainsWhereARequestGoes() throws IOException {
    JsonObject answer = explain(file(SHOP), "--url", "http://shop/orders?page=1");

    assertThat(answer.getString("route")).isEqualTo("default/shop");
    assertThat(answer.getString("rule")).isEqualTo("orders");
    assertThat(answer.getJsonArray("steps").encode()).contains("RateLimit default/few");
    assertThat(answer.getJsonObject("outcome").getString("backendUri")).isEqualTo("/orders?page=1");
  }

  @Test
  void tellsItToPeopleToo() throws IOException {
    assertThat(run("explain", file(SHOP), "--url", "http://shop/orders")).isZero();
    assertThat(out.toString())
        .contains("matches rule orders of route default/shop")
        .contains("1. RateLimit default/few: passes")
        .contains("r=4;t=60")
        .contains("forwarded as shop/orders to default/shop (weight 1)");
  }

  @Test
  void explainsARefusal() throws IOException {
    assertThat(run("explain", file(SHOP), "--url", "http://shop/orders", "-X", "POST")).isZero();
    assertThat(out.toString())
        .contains("near: default/shop: asks for method GET")
        .contains("refused with 404 no_route");
  }

  @Test
  void countsNothing() throws IOException {
    String shop = file(SHOP.replace("requests: 5", "requests: 1"));
    for (int i = 0; i < 3; i++) {
      assertThat(run("explain", shop, "--url", "http://shop/orders")).isZero();
    }
    assertThat(out.toString()).doesNotContain("refused");
  }

  @Test
  void saysWhatIsWrongWithItsArguments() throws IOException {
    assertThat(run("explain", folder.resolve("none").toString(), "--url", "http://x/")).isOne();
    assertThat(run("explain", file(SHOP), "--url", "http://x/", "-H", "oops")).isOne();
    assertThat(err.toString().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("no such file or folder"),
            line -> assertThat(line).contains("--header: found \"oops\""));
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : List.of("validate", "explain", "replay")) {
      assertThat(run(command, "--help")).isZero();
    }
    assertThat(out.toString()).contains("--gateway");
  }
}

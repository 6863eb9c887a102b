package dev.apifleet.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.cli.Cli;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final String POLICY =
      """
      kind: RateLimitPolicy
      metadata: {name: few}
      spec: {algorithm: FixedWindow, limits: {anonymous: {requests: 3, window: 1m}}}
      """;
  private static final String LINE = "{\"time\": 60, \"client\": \"10.0.0.1\", \"path\": \"/\"}\n";

  @TempDir Path folder;

  private final Cli cli = new Cli();
  private Path policies;
  private Path log;

  @BeforeEach
  void write() throws IOException {
    policies = Files.writeString(folder.resolve("few.yaml"), POLICY);
    log = Files.writeString(folder.resolve("access.log"), LINE.repeat(4));
  }

  private int replay(String... more) {
    return cli.run("replay", List.of(more));
  }

  @Test
  void endsWithThreeWhereTooManyAreRejected() {
    String files = policies.toString();
    assertThat(replay("-f", files, "--max-rejected", "25", log.toString())).isZero();
    assertThat(replay("-f", files, "--max-rejected", "24.9", log.toString())).isEqualTo(3);
  }

  @Test
  void comparedWithTodayOnlyWhatIsNewlyRejectedIsTooMany() {
    String files = policies.toString();
    String[] arguments = {"-f", files, "--current", files, "--max-rejected", "0", log.toString()};
    assertThat(replay(arguments)).isZero();
    assertThat(cli.out()).contains("newly rejected: 0").contains("no longer rejected: 0");
  }

  @Test
  void readsStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(LINE.repeat(5).getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(replay("-f", policies.toString(), "--json", "-")).isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(new JsonObject(cli.out()).getLong("rejected")).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongWithItsArguments() {
    String files = policies.toString();
    assertThat(replay("-f", files, folder.resolve("none.log").toString())).isOne();
    assertThat(replay("-f", files, "--policy", "many", log.toString())).isOne();
    assertThat(replay("-f", "-", "-")).isOne();
    assertThat(replay("-f", files)).isEqualTo(2);
    assertThat(cli.err().lines())
        .anySatisfy(line -> assertThat(line).contains("none.log: no such file"))
        .anySatisfy(
            line ->
                assertThat(line).contains("--policy: found \"many\"; write one of [default/few]"))
        .anySatisfy(line -> assertThat(line).contains("-: found twice"));
  }

  @Test
  void aLogWithoutRequestsIsNoSuccess() throws IOException {
    Files.writeString(log, "nothing\n");
    assertThat(replay("-f", policies.toString(), log.toString())).isOne();
    assertThat(cli.out()).contains("1 could not be read");
  }

  @Test
  void keysAreCountedAsGatewaysCountThem() throws IOException {
    Files.writeString(
        log,
        LINE.replace("10.0.0.1", "2001:db8::1").repeat(2)
            + LINE.replace("10.0.0.1", "2001:db8::2").repeat(2)
            + LINE.replace("\"path\"", "\"subject\": \"ann\", \"path\"").repeat(9));

    assertThat(replay("-f", policies.toString(), log.toString())).isZero();
    assertThat(cli.out())
        .contains("would be rejected: 1 of 13")
        .contains("1  identity = address 2001:db8::/64");
  }

  @Test
  void aTierCanBeAssumed() {
    assertThat(replay("-f", policies.toString(), "--tier", "pro", log.toString())).isZero();
    assertThat(cli.out()).contains("would be rejected: 0 of 4");
  }

  @Test
  void rulesThatLackSomethingAreNotPassedOver() throws IOException {
    Files.writeString(
        policies,
        """
        ---
        kind: ApiRoute
        metadata: {name: shop}
        spec:
          rules:
          - backendRefs: [{name: nowhere}]
            rateLimits: [{name: nothing}]
        """);
    assertThat(replay("-f", policies.toString(), log.toString())).isOne();
    assertThat(cli.out()).contains("4 match a rule that refuses all");
  }

  @Test
  void whatOnePolicyRejectsCostsNothingInAnother() throws IOException {
    Files.writeString(
        policies,
        """
        kind: ApiRoute
        metadata: {name: shop}
        spec:
          rules:
          - name: all
            matches: [{path: {value: /}}]
            backendRefs: [{name: nowhere}]
            rateLimits: [{name: address}, {name: few}, {name: trial}]
        ---
        kind: RateLimitPolicy
        metadata: {name: address}
        spec: {key: [Ip], algorithm: FixedWindow, limits: {anonymous: {requests: 5, window: 1m}}}
        ---
        kind: RateLimitPolicy
        metadata: {name: few}
        spec: {algorithm: FixedWindow, limits: {free: {requests: 3, window: 1m}}}
        ---
        kind: RateLimitPolicy
        metadata: {name: trial}
        spec: {algorithm: FixedWindow, mode: Shadow, limits: {free: {requests: 1, window: 1m}}}
        """);
    String ann = LINE.replace("\"path\"", "\"subject\": \"ann\", \"path\"");
    String bob = LINE.replace("\"path\"", "\"subject\": \"bob\", \"path\"");
    Files.writeString(log, ann.repeat(7) + bob.repeat(3));

    assertThat(replay("-f", policies.toString(), log.toString())).isZero();
    assertThat(cli.out())
        .contains("would be rejected: 5 of 10")
        .contains("1 of 10 (10.0 %)  default/address")
        .contains("4 of 9 (44.4 %)  default/few")
        .contains("3 of 5 (60.0 %)  default/trial, in shadow mode");
  }

  @Test
  void aLineThatComesMuchTooLateCountsAtTheTimeOfTheOneBefore() throws IOException {
    String others = LINE.replace("10.0.0.1", "10.0.0.2").repeat(5_000);
    Files.writeString(log, LINE.repeat(3) + others + LINE.replace("60", "1"));

    assertThat(replay("-f", policies.toString(), log.toString())).isZero();
    assertThat(cli.out()).contains("1 came too late").contains("1  identity = address 10.0.0.1");
  }
}

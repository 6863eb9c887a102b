package dev.apifleet.gateway.balancing;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BalancingConfig;
import dev.apifleet.snapshot.PoolConfig.HashKeyConfig;
import dev.apifleet.snapshot.PoolConfig.HashKeyType;
import dev.apifleet.snapshot.PoolConfig.Locality;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlgorithmsTest {
  private final TestFleet fleet =
      new TestFleet(TestFleet.unstrainedAt(new Place("north-a", "north")));
  private final List<Backend> backends =
      IntStream.range(0, 3).mapToObj(i -> fleet.backend("b" + i)).toList();

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(Algorithm algorithm, HashKeyConfig key, Locality locality) {
    BalancingConfig balancing = new BalancingConfig(key, 100, 1_000, 0, locality, 70);
    List<EndpointConfig> endpoints =
        IntStream.range(0, 3)
            .mapToObj(i -> weighing(backends.get(i).endpoint(), 3 - i, i == 2 ? "north-a" : "b"))
            .toList();
    fleet.serve(
        PoolSettings.of(POOL).by(algorithm, balancing).config(),
        new EndpointsConfig(POOL, endpoints),
        Resources.route("/", POOL));
  }

  private static EndpointConfig weighing(EndpointConfig endpoint, int weight, String zone) {
    return new EndpointConfig(
        endpoint.name(), endpoint.address(), endpoint.port(), weight, zone, "north");
  }

  private Map<String, Integer> answers(int requests, String path, String... headers) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      answers.merge(fleet.get(path, headers).body(), 1, Integer::sum);
    }
    return answers;
  }

  @ParameterizedTest
  @EnumSource
  void everyAlgorithmServesAndIsNamed(Algorithm algorithm) {
    serve(algorithm, new HashKeyConfig(HashKeyType.IP, null), Locality.NONE);
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
    assertThat(fleet.get("/").headers().firstValue("x-lb-algorithm")).hasValue(algorithm.label());
  }

  @Test
  void weightsAreHalfAThirdAndASixthExactly() {
    serve(Algorithm.WEIGHTED_ROUND_ROBIN, new HashKeyConfig(HashKeyType.IP, null), Locality.NONE);
    assertThat(answers(60, "/")).isEqualTo(Map.of("b0", 30, "b1", 20, "b2", 10));
  }

  @ParameterizedTest
  @CsvSource({
    "HEADER, x-user, /, x-user, %s",
    "COOKIE, session, /, cookie, a=b; session=%s",
    "QUERY_PARAM, user, /?user=%s, x-none, -",
    "PATH, , /%s, x-none, -"
  })
  void aKeyStaysWithItsEndpointAndKeysSpread(
      HashKeyType type, String name, String path, String header, String value) {
    serve(Algorithm.CONSISTENT_HASH, new HashKeyConfig(type, name), Locality.NONE);
    Map<String, Integer> owners = new TreeMap<>();
    for (int key = 0; key < 20; key++) {
      Map<String, Integer> of = answers(2, path.formatted(key), header, value.formatted(key));
      assertThat(of).hasSize(1);
      of.keySet().forEach(owner -> owners.merge(owner, 1, Integer::sum));
    }
    assertThat(owners).hasSizeGreaterThan(1);
  }

  @Test
  void aQueryThatCannotBeReadIsBalancedByTheAddress() {
    serve(
        Algorithm.CONSISTENT_HASH,
        new HashKeyConfig(HashKeyType.QUERY_PARAM, "user"),
        Locality.NONE);
    String answer =
        RawClient.ask(
            fleet.port, "GET /?user=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @Test
  void aClientStaysWithItsEndpoint() {
    serve(Algorithm.IP_HASH, new HashKeyConfig(HashKeyType.IP, null), Locality.NONE);
    assertThat(answers(10, "/")).hasSize(1);
  }

  @Test
  void theGatewaysOwnZoneIsPreferred() {
    serve(Algorithm.ROUND_ROBIN, new HashKeyConfig(HashKeyType.IP, null), Locality.ZONE);
    assertThat(answers(10, "/")).isEqualTo(Map.of("b2", 10));
  }
}

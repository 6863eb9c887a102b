package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one client gets that is spread over five gateways. */
class LimitPrecisionIT {
  private static final int GATEWAYS = 5;
  private static final String PATH = "/api/v1/status";

  /**
   * On a slow machine an answer of Redis may be late. Then a request is refused and none is
   * admitted on top, so that counts stay what the test can know.
   */
  private static final String PATIENT = "onStoreFailure: Closed, storeTimeout: 1s";

  private static final String NEVER_USED_UP = "limits: {anonymous: {requests: 1000000000}}";

  private static final Cluster CLUSTER = Cluster.get();
  private static final Resources RESOURCES = new Resources(CLUSTER.client());
  private static Siege client;

  private final List<String> made = new ArrayList<>();

  @BeforeAll
  static void fiveGateways() {
    scale("5", GATEWAYS);
    client = Siege.of(CLUSTER.gatewayUrl(), GATEWAYS);
  }

  @AfterAll
  static void asManyAsBefore() {
    scale("null", 3);
  }

  private static void scale(String replicas, int pods) {
    RESOURCES.patchFleet("{\"spec\":{\"replicas\":%s}}".formatted(replicas));
    RESOURCES.awaitReady(Cluster.SYSTEM, "gateway", pods);
    RESOURCES.awaitProgrammed("GatewayFleet", Cluster.SYSTEM, "default");
  }

  @AfterEach
  void delete() {
    made.forEach(name -> RESOURCES.delete("ApiRoute", name));
    made.forEach(name -> RESOURCES.delete("RateLimitPolicy", name));
  }

  private TestRoute limitedRoute(String name, String... fields) {
    made.add(name);
    TestRoute route = TestRoute.to(name).withPolicy(name);
    policy(name, fields);
    RESOURCES.apply(route.yaml(), "default");
    RESOURCES.awaitProgrammed("ApiRoute", "default", name);
    return route;
  }

  private static void policy(String name, String... fields) {
    RESOURCES.apply(TestRoute.policy(name, fields), "default");
    RESOURCES.awaitProgrammed("RateLimitPolicy", "default", name);
  }

  @Test
  void exactAdmitsTheLimitAndNotOneMore() {
    TestRoute route =
        limitedRoute("exact", "precision: Exact", "limits: {anonymous: {requests: 1000}}", PATIENT);
    assertThat(client.exhaust(500, PATH, route.header())).containsEntry(200, 1000L);
  }

  @Test
  void slicesAdmitNearlyTheLimitAndNeverMore() {
    TestRoute route = limitedRoute("leased", "limits: {anonymous: {requests: 1000}}", PATIENT);
    Map<Integer, Long> statuses = client.exhaust(500, PATH, route.header());
    assertThat(statuses.get(200)).isBetween(990L, 1000L);
  }

  @Test
  void aUsedUpClientStaysRefusedHoweverItIsCountedFromNowOn() {
    String limits = "limits: {anonymous: {requests: 20, window: 1h}}";
    TestRoute route = limitedRoute("switched", limits, PATIENT);
    assertThat(client.exhaust(50, PATH, route.header())).containsEntry(200, 20L);
    for (String change :
        List.of(
            "algorithm: TokenBucket",
            "algorithm: SlidingLog",
            "algorithm: LeakyBucket, precision: Leased",
            "algorithm: FixedWindow")) {
      policy("switched", change, limits, PATIENT);
      assertThat(client.statuses(PATH, route.header())).as(change).containsOnly(429);
    }
  }

  @Test
  void redisKilledUnderLoadDisturbsNobodyAndCountersAreRightWhenItIsBack() {
    TestRoute local = limitedRoute("away-local", NEVER_USED_UP, "onStoreFailure: Local");
    TestRoute open = limitedRoute("away-open", NEVER_USED_UP, "onStoreFailure: Open");
    TestRoute closed =
        limitedRoute("away-closed", NEVER_USED_UP, "precision: Exact", "onStoreFailure: Closed");
    Traffic traffic = new Traffic(CLUSTER.gatewayUrl());
    try (Load locals = Load.of(2, () -> traffic.get(PATH, local.header()));
        Load opens = Load.of(2, () -> traffic.get(PATH, open.header()))) {
      locals.awaitMore(100);
      killRedis();
      await("gateways miss Redis")
          .pollInterval(Duration.ofMillis(10))
          .until(() -> client.statuses(PATH, closed.header()).contains(503));
      await("each gateway has Redis again")
          .atMost(Duration.ofMinutes(3))
          .until(() -> client.statuses(PATH, closed.header()).stream().allMatch(one -> one == 200));
      locals.awaitMore(100);
      opens.awaitMore(100);
      assertThat(locals.failures()).isEmpty();
      assertThat(opens.failures()).isEmpty();
    }
    TestRoute after = limitedRoute("after", "limits: {anonymous: {requests: 100}}", PATIENT);
    assertThat(client.exhaust(100, PATH, after.header())).containsEntry(200, 100L);
  }

  private static void killRedis() {
    CLUSTER
        .client()
        .resource(RESOURCES.readyPods(Cluster.SYSTEM, "apifleet-redis").getFirst())
        .withGracePeriod(0)
        .delete();
  }
}

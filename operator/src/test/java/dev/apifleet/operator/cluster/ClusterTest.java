package dev.apifleet.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.deliver.FakeGateway;
import dev.apifleet.operator.deliver.FleetServer;
import dev.apifleet.operator.leader.Leadership;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.operator.trust.OperatorTrust;
import dev.apifleet.operator.workload.Workload;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole operator on a real API server, with a gateway whose end of the stream is the test's.
 */
@QuarkusTest
@QuarkusTestResource(ApiServer.class)
class ClusterTest {
  @Inject KubernetesClient client;
  @Inject FleetServer server;
  @Inject OperatorTrust trust;
  @Inject StatusEvents events;
  @Inject Leadership leadership;
  @Inject Vertx vertx;

  private Cluster cluster;
  private FakeGateway gateway;

  @BeforeEach
  void aFleetWithOneGateway() {
    cluster = new Cluster(client);
    cluster.apply(Yaml.FLEET);
    cluster.await(ServiceAccount.class, "edge-gateway", _ -> true);
    if (cluster.get(io.fabric8.kubernetes.api.model.Pod.class, "edge-1") == null) {
      cluster.readyPod("edge", "edge-1");
    }
    await().atMost(Duration.ofSeconds(60)).until(server::listens);
    gateway =
        new FakeGateway(vertx, server.port(), trust.bundle())
            .ackAll()
            .hello(cluster.token("edge", "edge-1"));
  }

  @AfterEach
  void theGatewayLeaves() {
    gateway.close();
  }

  @Test
  void whatGatewaysAckIsProgrammed() {
    cluster.apply(Yaml.API);
    cluster.apply(Yaml.route("shop", "api"));
    StatusCondition programmed = cluster.awaitRoute("shop", "Programmed", "True");
    assertThat(programmed.message()).isEqualTo("1 of 1 gateways serve generation 1");
    assertThat(cluster.get(ApiRoute.class, "shop").getStatus().gateways()).isEqualTo("1/1");
    cluster.await(
        BackendPool.class,
        "api",
        pool ->
            pool.getStatus() != null
                && "1/1".equals(pool.getStatus().gateways())
                && Integer.valueOf(2).equals(pool.getStatus().readyReplicas()));
    cluster.await(
        RateLimitPolicy.class,
        "tiers",
        policy -> policy.getStatus() != null && "1/1".equals(policy.getStatus().gateways()));
    cluster.await(
        GatewayFleet.class,
        "edge",
        fleet -> fleet.getStatus() != null && "1/1".equals(fleet.getStatus().gateways()));
  }

  /** As kstatus judges, by which Flux and Helm wait. */
  @Test
  void whatTheOperatorHasNotSeenIsNotCurrentAndWhatGatewaysServeIsReady() {
    cluster.apply(Yaml.API);
    ApiRoute created = cluster.create(ApiRoute.class, Yaml.route("fresh", "api"));
    assertThat(created.getStatus().observedGeneration()).isEqualTo(-1);
    assertThat(Cluster.condition(created.getStatus().conditions(), "Ready").status())
        .isEqualTo("Unknown");
    cluster.awaitRoute("fresh", "Ready", "True");
    ApiRoute served = cluster.get(ApiRoute.class, "fresh");
    assertThat(served.getStatus().observedGeneration()).isEqualTo(1);
    cluster.apply(Yaml.route("fresh", "api").replace("value: /fresh", "value: /fresher"));
    cluster.await(
        ApiRoute.class, "fresh", route -> route.getStatus().observedGeneration().equals(2L));
    assertThat(cluster.get(ApiRoute.class, "fresh").getStatus().conditions())
        .as("while gateways answer within moments the object stays programmed")
        .contains(
            sameSince(
                Cluster.condition(served.getStatus().conditions(), "Programmed"),
                "1 of 1 gateways serve generation 2"));
  }

  private static StatusCondition sameSince(StatusCondition before, String message) {
    return new StatusCondition(
        before.type(),
        before.status(),
        before.reason(),
        message,
        before.lastTransitionTime(),
        before.observedGeneration() + 1);
  }

  @Test
  void whatPeopleShouldNoticeIsAnEvent() {
    cluster.apply(Yaml.API);
    cluster.apply(Yaml.route("odd", "api"));
    cluster.awaitRoute("odd", "Ready", "True");
    cluster.apply(Yaml.route("odd", "api").replace("value: /odd", "value: /odd%41"));
    cluster.awaitRoute("odd", "Stalled", "True");
    awaitEvent("odd", "Warning", "Invalid");
    awaitEvent("odd", "Warning", "LastGoodServing");
    cluster.apply(Yaml.route("odd", "api"));
    awaitEvent("odd", "Normal", "Accepted");
    awaitEvent("odd", "Normal", "Programmed");
  }

  private void awaitEvent(String object, String type, String reason) {
    client
        .v1()
        .events()
        .inNamespace("default")
        .withField("involvedObject.name", object)
        .informOnCondition(
            events ->
                events.stream()
                    .anyMatch(e -> e.getType().equals(type) && e.getReason().equals(reason)))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void aRouteToAnUnknownPoolSaysSoAndDisturbsNoOther() {
    cluster.apply(Yaml.API);
    cluster.apply(Yaml.route("good", "api"));
    cluster.apply(Yaml.route("lost", "nowhere"));
    StatusCondition refs = cluster.awaitRoute("lost", "ResolvedRefs", "False");
    assertThat(refs.message()).contains("nowhere");
    cluster.awaitRoute("good", "Programmed", "True");
  }

  @Test
  void aPolicyIsRefusedWhoseFieldsDoNotFitItsAlgorithm() {
    String policy =
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: RateLimitPolicy
        metadata: {name: slow}
        spec: {maxDelay: 2s, algorithm: LeakyBucket}
        """;
    assertThatThrownBy(() -> cluster.apply(policy.replace("LeakyBucket", "TokenBucket")))
        .hasMessageContaining("spec.maxDelay")
        .hasMessageContaining("only a LeakyBucket lets requests wait");
    assertThatThrownBy(() -> cluster.apply(policy.replace("2s", "2s, precision: Leased")))
        .hasMessageContaining("spec.precision")
        .hasMessageContaining("set precision to Auto or Exact");
    cluster.apply(policy);
    assertThat(cluster.get(RateLimitPolicy.class, "slow").getSpec().maxDelay()).isEqualTo("2s");
  }

  @Test
  void aPolicyOfAFleetThatIsNotThereSaysSo() {
    cluster.apply(
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: RateLimitPolicy
        metadata: {name: everybody}
        spec: {targetRefs: [{kind: GatewayFleet, name: edges}, {kind: GatewayFleet, name: edge}]}
        """);
    cluster.await(
        RateLimitPolicy.class,
        "everybody",
        policy ->
            policy.getStatus() != null
                && Cluster.condition(policy.getStatus().conditions(), "ResolvedRefs")
                    .message()
                    .contains("no GatewayFleet \"edges\""));
  }

  @Test
  void aFleetIsScaledAsItsSpecSays() {
    cluster.apply(Yaml.FLEET.replace("replicas: 0", "replicas: 2"));
    cluster.await(
        Deployment.class,
        "edge-gateway",
        deployment -> Integer.valueOf(2).equals(deployment.getSpec().getReplicas()));
    cluster.apply(Yaml.FLEET);
    cluster.await(
        Deployment.class,
        "edge-gateway",
        deployment -> Integer.valueOf(0).equals(deployment.getSpec().getReplicas()));
  }

  @Test
  void aChildThatWasDeletedComesBack() {
    var policy =
        client.network().v1().networkPolicies().inNamespace("default").withName("edge-gateway");
    String before = policy.get().getMetadata().getUid();
    policy.delete();
    cluster.await(
        io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy.class,
        "edge-gateway",
        again -> !again.getMetadata().getUid().equals(before));
  }

  @Test
  void gatewaysAreGivenTheCertificatesOfTheirListeners() {
    cluster.apply(Yaml.certificate("first"));
    cluster.apply(Yaml.FLEET.replace("name: edge", "name: secure").replace("8080", Yaml.HTTPS));
    awaitMounted("first");
    cluster.apply(Yaml.certificate("second"));
    Secret mounted = awaitMounted("second");

    client.secrets().inNamespace("default").withName("site").delete();
    GatewayFleet fleet =
        cluster.await(GatewayFleet.class, "secure", each -> isMissing(each, "\"site\""));
    assertThat(awaitMounted("second").getMetadata().getUid())
        .isEqualTo(mounted.getMetadata().getUid());
    cluster.apply(Yaml.certificate("third"));
    awaitMounted("third");

    client.resource(mounted).delete();
    Secret again = awaitMounted("third");
    assertThat(again.getMetadata().getUid()).isNotEqualTo(mounted.getMetadata().getUid());
    client.resource(fleet).delete();
  }

  private Secret awaitMounted(String certificate) {
    return cluster.await(
        Secret.class,
        "secure-gateway-tls",
        secret ->
            certificate.equals(
                new String(Base64.getDecoder().decode(secret.getData().get("default.site.crt")))));
  }

  private static boolean isMissing(GatewayFleet fleet, String secret) {
    return Cluster.condition(fleet.getStatus().conditions(), "ResolvedRefs")
        .message()
        .contains(secret);
  }

  @Test
  void aSettledClusterSeesNoWrites() {
    cluster.apply(Yaml.API);
    cluster.apply(Yaml.route("still", "api"));
    cluster.awaitRoute("still", "Programmed", "True");
    settle("first-marker");
    Map<String, String> before = versions();
    settle("second-marker");
    assertThat(versions()).isEqualTo(before);
  }

  /** Everything is looked at again, and then a marker goes all the way. */
  private void settle(String marker) {
    for (ApiRoute route :
        client.resources(ApiRoute.class).inNamespace("default").list().getItems()) {
      events.changed(ObjectRef.of(route));
    }
    events.changed(new ObjectRef("BackendPool", "default", "api"));
    events.changed(new ObjectRef("RateLimitPolicy", "default", "tiers"));
    events.changed(new ObjectRef("GatewayFleet", "default", "edge"));
    cluster.apply(Yaml.route(marker, "api"));
    cluster.awaitRoute(marker, "Programmed", "True");
    client.resources(ApiRoute.class).inNamespace("default").withName(marker).delete();
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    Workload.KINDS.stream()
        .filter(kind -> kind != Deployment.class)
        .forEach(
            kind ->
                put(
                    versions,
                    client
                        .resources(kind)
                        .inNamespace("default")
                        .withLabel("apifleet.dev/fleet")
                        .list()
                        .getItems()));
    put(
        versions,
        List.of(
            cluster.get(ApiRoute.class, "still"),
            cluster.get(BackendPool.class, "api"),
            cluster.get(RateLimitPolicy.class, "tiers")));
    return versions;
  }

  private static void put(Map<String, String> versions, List<? extends HasMetadata> objects) {
    objects.forEach(
        each ->
            versions.put(
                each.getKind() + "/" + each.getMetadata().getName(),
                each.getMetadata().getResourceVersion()));
  }

  @Test
  void whatKubernetesRefusesIsSaidInTheStatus() {
    assertThat(
            refusal(
                Yaml.FLEET
                    .replace("ClusterIP", "NodePort")
                    .replace("port: 8080", "port: 8080, nodePort: 99")))
        .contains("nodePort");
  }

  @Test
  void aQuantityThatIsNoneIsSaidInTheStatus() {
    assertThat(refusal(Yaml.FLEET.replace("replicas: 0", "resources: {limits: {memory: plenty}}")))
        .contains("plenty");
  }

  /** Why a fleet is not accepted. */
  private String refusal(String yaml) {
    cluster.apply(yaml.replace("name: edge", "name: wrong"));
    GatewayFleet fleet =
        cluster.await(
            GatewayFleet.class,
            "wrong",
            each ->
                each.getStatus() != null
                    && Cluster.condition(each.getStatus().conditions(), "Accepted")
                        .status()
                        .equals("False"));
    client.resource(fleet).delete();
    return Cluster.condition(fleet.getStatus().conditions(), "Accepted").message();
  }

  @Test
  void ofTwoAuthoritiesMadeAtOnceOneHolds() {
    var made =
        Stream.generate(
                () -> new OperatorTrust(client, new TestConfig("default"), leadership, _ -> false))
            .limit(4)
            .map(each -> CompletableFuture.supplyAsync(each::bundle))
            .toList();
    assertThat(made.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void aNewAuthorityThatSomebodyAsksForIsTrustedByEveryFleetBesideTheOld() {
    String before = trust.bundle();
    client
        .secrets()
        .inNamespace("apifleet-system")
        .withName("apifleet-ca")
        .edit(
            secret ->
                new SecretBuilder(secret)
                    .editMetadata()
                    .addToAnnotations("apifleet.dev/rotate", "now")
                    .endMetadata()
                    .build());
    cluster.await(
        ConfigMap.class,
        "edge-gateway-trust",
        trusted ->
            trusted.getData().get("ca.crt").startsWith(before)
                && trusted.getData().get("ca.crt").length() > before.length());
    Secret secret =
        client
            .secrets()
            .inNamespace("apifleet-system")
            .withName("apifleet-ca")
            .waitUntilCondition(
                each -> each.getData().containsKey("next.trusted-since"), 60, TimeUnit.SECONDS);
    assertThat(secret.getMetadata().getAnnotations()).doesNotContainKey("apifleet.dev/rotate");
    assertThat(secret.getData()).containsKeys("tls.crt", "tls.key", "next.crt", "next.key");
  }

  @Test
  void theLeaderIsKnownByItsLease() {
    assertThat(leadership.isLeader()).isTrue();
    assertThat(
            client
                .leases()
                .inNamespace("apifleet-system")
                .withName("apifleet-operator")
                .get()
                .getSpec()
                .getLeaseTransitions()
                .longValue())
        .isEqualTo(leadership.epoch());
  }
}

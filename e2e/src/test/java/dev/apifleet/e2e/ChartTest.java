package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Helm CHART = new Helm(Path.of("../helm/apifleet"));

  @Test
  void lintFindsNothing() {
    LintResult lint = CHART.lint().strict().call();
    assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
  }

  @Test
  void everyPodIsNonRootReadOnlyAndWithoutCapabilities() {
    List<PodSpec> pods = render(everything()).stream().flatMap(ChartTest::pods).toList();
    assertThat(pods).hasSize(4);
    for (PodSpec pod : pods) {
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      pod.getContainers().forEach(ChartTest::assertLockedDown);
    }
  }

  private static void assertLockedDown(Container container) {
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getReadinessProbe()).isNotNull();
    assertThat(container.getLivenessProbe()).isNotNull();
    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKey("memory");
  }

  @Test
  void whatWeScaleHasNoReplicas() {
    assertThat(render(everything()))
        .filteredOn(Deployment.class::isInstance)
        .extracting(Deployment.class::cast)
        .filteredOn(deployment -> deployment.getMetadata().getName().equals("api-server"))
        .singleElement()
        .satisfies(deployment -> assertThat(deployment.getSpec().getReplicas()).isNull());
  }

  private static HasMetadata fleet(TemplateCommand command) {
    return render(command).stream()
        .filter(object -> object.getKind().equals("GatewayFleet"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDefaultFleetLogsAsItIsTold() {
    assertThat(Serialization.asYaml(fleet(chart()))).doesNotContain("accessLog");
    assertThat(Serialization.asYaml(fleet(chart().set("gatewayFleet.accessLog.level", "All"))))
        .contains("accessLog:\n    level: \"All\"");
    assertThatThrownBy(() -> chart().set("gatewayFleet.accessLog.level", "Off").call())
        .hasMessageContaining("level");
  }

  @Test
  void theDefaultFleetServesEveryNamespaceAndSharesRedis() {
    HasMetadata fleet = fleet(chart());
    assertThat(fleet.getMetadata().getName()).isEqualTo("default");
    assertThat(Serialization.asYaml(fleet))
        .contains("from: \"All\"", "name: \"apifleet-redis\"")
        .doesNotContain("replicas");
  }

  @Test
  void gatewaysTakeApiKeysWhereTheSampleMakesThem() {
    assertThat(Serialization.asYaml(fleet(everything()))).contains("apiKeys: {}");
    assertThat(Serialization.asYaml(fleet(chart()))).doesNotContain("apiKeys");
  }

  @Test
  void gatewaysFindEveryOperatorAndOneOfThemMayBeEvicted() {
    assertThat(render(chart()))
        .filteredOn(Service.class::isInstance)
        .filteredOn(service -> "None".equals(((Service) service).getSpec().getClusterIP()))
        .extracting(service -> service.getMetadata().getName())
        .containsExactly("apifleet-operators");
    assertThat(render(chart()))
        .filteredOn(PodDisruptionBudget.class::isInstance)
        .extracting(Serialization::asYaml)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("maxUnavailable: 1", "apifleet-operator");
    assertThat(chart().call()).contains("replicas: 2", "topologyKey: kubernetes.io/hostname");
  }

  @Test
  void theSampleIsLeftOutUnlessWanted() {
    assertThat(render(chart()))
        .extracting(object -> object.getMetadata().getName())
        .contains("apifleet-operator", "apifleet-redis")
        .doesNotContain("api-server", "apifleet-postgresql");
  }

  @Test
  void redisAndPostgresCanBeExternal() {
    TemplateCommand external =
        everything()
            .set("redis.enabled", false)
            .set("redis.external.secretName", "my-redis")
            .set("postgresql.enabled", false)
            .set("postgresql.external.host", "db.example.com")
            .set("postgresql.external.secretName", "my-db");
    String yaml = external.call();
    assertThat(yaml)
        .doesNotContain("kind: StatefulSet")
        .contains("db.example.com", "my-redis", "my-db");
  }

  @Test
  void anExternalRedisMayHaveSentinelsAndItsOwnAuthority() {
    String yaml =
        chart()
            .set("redis.enabled", false)
            .set("redis.external.secretName", "my-redis")
            .set("redis.external.mode", "Sentinel")
            .set("redis.external.masterName", "limits")
            .set("redis.external.caSecretName", "my-ca")
            .call();
    assertThat(yaml)
        .contains("mode: Sentinel", "masterName: limits", "caRef: {name: my-ca, key: ca.crt}");
    assertThat(chart().call()).doesNotContain("mode: Standalone");
  }

  @Test
  void secretsAreReadOnlyInTheNamespacesThatAreWatched() {
    assertThat(render(chart()))
        .filteredOn(ClusterRoleBinding.class::isInstance)
        .extracting(binding -> binding.getMetadata().getName())
        .contains("apifleet-operator-secrets");
    List<HasMetadata> limited =
        render(
            chart()
                .set("operator.watchNamespaces[0]", "shop")
                .set("operator.watchNamespaces[1]", "edge"));
    assertThat(limited)
        .filteredOn(object -> object.getMetadata().getName().equals("apifleet-operator-secrets"))
        .filteredOn(object -> !object.getKind().equals("ClusterRole"))
        .extracting(object -> object.getKind() + " " + object.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("RoleBinding shop", "RoleBinding edge");
  }

  @Test
  void theOperatorIsItsOwnAuthorityUnlessItIsGivenACertificate() {
    assertThat(chart().call())
        .contains("resourceNames: [apifleet-ca]")
        .doesNotContain("kind: Certificate", "OPERATOR_CERTIFICATE_FOLDER");
    assertThat(chart().set("operator.certificate.secretName", "operator-tls").call())
        .contains("OPERATOR_CERTIFICATE_FOLDER", "secretName: \"operator-tls\"")
        .doesNotContain("kind: Certificate", "apifleet-ca");
  }

  @Test
  void certManagerIsAskedForTheNamesThatGatewaysDial() {
    List<HasMetadata> rendered =
        render(
            chart()
                .set("operator.certificate.secretName", "operator-tls")
                .set("operator.certificate.issuerRef.name", "internal")
                .set("operator.certificate.issuerRef.kind", "ClusterIssuer"));
    assertThat(rendered)
        .filteredOn(object -> object.getKind().equals("Certificate"))
        .singleElement()
        .satisfies(
            certificate ->
                assertThat(Serialization.asYaml(certificate))
                    .contains(
                        "secretName: \"operator-tls\"",
                        "kind: \"ClusterIssuer\"",
                        "- \"apifleet-operator-delivery.apifleet-system.svc\"",
                        "- \"server auth\""));
    assertThatThrownBy(() -> chart().set("operator.certificate.issuerRef.name", "x").call())
        .hasMessageContaining("operator.certificate.secretName");
  }

  @Test
  void externalMetricsAreServedOnlyWhereTheyAreWanted() {
    assertThat(chart().call()).doesNotContain("APIService", "EXTERNAL_METRICS");
    String served = chart().set("operator.externalMetrics.enabled", true).call();
    assertThat(served)
        .contains("kind: APIService", "EXTERNAL_METRICS", "extension-apiserver-authentication")
        .doesNotContain("insecureSkipTLSVerify");
    assertThat(
            chart()
                .set("operator.externalMetrics.enabled", true)
                .set("operator.externalMetrics.apiService", false)
                .call())
        .contains("apifleet-operator-metrics")
        .doesNotContain("kind: APIService");
  }

  @Test
  void podsArePatchedOnlyInTheNamespacesThatAreWatched() {
    assertThat(render(chart().set("operator.watchNamespaces[0]", "shop")))
        .filteredOn(object -> object.getMetadata().getName().equals("apifleet-operator-pods"))
        .extracting(object -> object.getKind() + " " + object.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("ClusterRole null", "RoleBinding shop");
  }

  @Test
  void aMisspeltValueIsRefusedByName() {
    assertThatThrownBy(() -> chart().set("sampleApi.enable", true).call())
        .hasMessageContaining("enable");
  }

  @Test
  void furtherKeysOfTokensAreMountedBesideTheOneThatSigns() {
    List<HasMetadata> objects =
        render(everything().set("sampleApi.verificationKeys.next", "a key"));
    assertThat(objects)
        .filteredOn(Secret.class::isInstance)
        .filteredOn(secret -> secret.getMetadata().getName().equals("api-server-keys"))
        .singleElement()
        .satisfies(
            secret ->
                assertThat(((Secret) secret).getStringData())
                    .containsOnlyKeys("signing-key.pem", "next.pem"));
    assertThat(objects)
        .filteredOn(object -> object.getMetadata().getName().equals("api-server"))
        .flatExtracting(object -> pods(object).toList())
        .flatExtracting(PodSpec::getVolumes)
        .filteredOn(volume -> volume.getName().equals("keys"))
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.getSecret().getSecretName()).isEqualTo("api-server-keys");
              assertThat(volume.getSecret().getItems()).isEmpty();
            });
    assertThatThrownBy(
            () -> everything().set("sampleApi.verificationKeys.signing-key", "a key").call())
        .hasMessageContaining("signing-key");
  }

  private static Map<String, EnvVar> sampleEnvironment(TemplateCommand command) {
    return samplePod(command).getContainers().getFirst().getEnv().stream()
        .collect(Collectors.toMap(EnvVar::getName, Function.identity()));
  }

  private static PodSpec samplePod(TemplateCommand command) {
    return render(command).stream()
        .filter(object -> object.getMetadata().getName().equals("api-server"))
        .flatMap(ChartTest::pods)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSampleFindsItsReplicaKafkaAndElasticsearchWhereTheyAreGiven() {
    TemplateCommand command =
        everything()
            .set("sampleApi.replica.host", "replica.example.com")
            .set("sampleApi.changes.bus", "kafka")
            .set("sampleApi.kafka.bootstrapServers", "kafka:9093")
            .set("sampleApi.kafka.secretName", "my-kafka")
            .set("sampleApi.elasticsearch.url", "https://search:9200")
            .set("sampleApi.elasticsearch.secretName", "my-search")
            .set("sampleApi.elasticsearch.caSecretName", "my-ca")
            .set("sampleApi.env.APISERVER_EXTERNAL_FAILURE_RATIO", "0.5");
    Map<String, EnvVar> environment = sampleEnvironment(command);
    assertThat(environment.get("DB_REPLICA_HOST").getValue()).isEqualTo("replica.example.com");
    assertThat(environment.get("CHANGES_BUS").getValue()).isEqualTo("kafka");
    assertThat(environment.get("KAFKA_BOOTSTRAP_SERVERS").getValue()).isEqualTo("kafka:9093");
    assertThat(environment.get("ELASTICSEARCH_URL").getValue()).isEqualTo("https://search:9200");
    assertThat(environment.get("ELASTICSEARCH_API_KEY").getValueFrom().getSecretKeyRef().getName())
        .isEqualTo("my-search");
    assertThat(environment.get("ELASTICSEARCH_CA_FILE").getValue())
        .isEqualTo("/elasticsearch-ca/ca.crt");
    assertThat(environment).containsKey("APISERVER_EXTERNAL_FAILURE_RATIO");
    PodSpec pod = samplePod(command);
    assertThat(pod.getContainers().getFirst().getEnvFrom())
        .singleElement()
        .satisfies(from -> assertThat(from.getSecretRef().getName()).isEqualTo("my-kafka"));
    assertThat(pod.getVolumes())
        .filteredOn(volume -> volume.getName().equals("elasticsearch-ca"))
        .singleElement()
        .satisfies(volume -> assertThat(volume.getSecret().getSecretName()).isEqualTo("my-ca"));
  }

  @Test
  void theSampleNeedsNeitherReplicaNorKafkaNorElasticsearch() {
    assertThat(sampleEnvironment(everything()))
        .containsKeys("SESSION_TTL", "REQUEST_LOG_RETENTION", "CHANGES_RETENTION")
        .doesNotContainKeys("DB_REPLICA_HOST", "KAFKA_BOOTSTRAP_SERVERS", "ELASTICSEARCH_URL")
        .doesNotContainKeys("GRAPHQL_INTROSPECTION", "SEED_RESOURCES");
    assertThatThrownBy(() -> everything().set("sampleApi.changes.bus", "kafka").call())
        .hasMessageContaining("sampleApi.kafka.bootstrapServers");
  }

  @Test
  void theSampleStartsWithRoomForTheObjectsOfItsAotCache() {
    assertThat(sampleEnvironment(everything()).get("JAVA_TOOL_OPTIONS").getValue())
        .contains("-Xms32m");
  }

  @Test
  void theDemoMayHaveAsManyRowsAsALoadTestNeeds() {
    TemplateCommand seeded = everything().set("sampleApi.seedResources", 2000000);
    assertThat(sampleEnvironment(seeded)).doesNotContainKey("SEED_RESOURCES");
    assertThat(sampleEnvironment(seeded.set("sampleApi.demo", true)).get("SEED_RESOURCES"))
        .satisfies(seeds -> assertThat(seeds.getValue()).isEqualTo("2000000"));
  }

  private static TemplateCommand chart() {
    return CHART
        .template()
        .withNamespace("apifleet-system")
        .withKubeVersion("v1.35.4")
        .set("redis.password", "rendered")
        .set("postgresql.password", "rendered")
        .set("sampleApi.signingKey", "rendered");
  }

  private static TemplateCommand everything() {
    return chart()
        .set("sampleApi.enabled", true)
        .set("sampleApi.namespace", "default")
        .set("console.viewer.create", true);
  }

  private static List<HasMetadata> render(TemplateCommand command) {
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      return client.load(new java.io.ByteArrayInputStream(command.call().getBytes())).items();
    }
  }

  private static Stream<PodSpec> pods(HasMetadata object) {
    return switch (object) {
      case Deployment deployment -> Stream.of(deployment.getSpec().getTemplate().getSpec());
      case StatefulSet set -> Stream.of(set.getSpec().getTemplate().getSpec());
      default -> Stream.empty();
    };
  }
}

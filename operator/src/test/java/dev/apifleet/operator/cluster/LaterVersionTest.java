package dev.apifleet.operator.cluster;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects as a later version's CRDs allow them stop nobody. */
@QuarkusTest
@QuarkusTestResource(ApiServer.class)
class LaterVersionTest {
  @Inject KubernetesClient client;

  private Cluster cluster;

  @BeforeEach
  void aFleetAndAPool() {
    cluster = new Cluster(client);
    cluster.apply(Yaml.FLEET);
    cluster.apply(Yaml.API);
  }

  @Test
  void aFieldOfALaterVersionDoesNotStopTheOperator() {
    editSpec(
        "apiroutes",
        spec ->
            spec.getProperties()
                .put("later", new JSONSchemaPropsBuilder().withType("string").build()));
    cluster.apply(Yaml.route("later", "api").replace("spec:", "spec:\n  later: 'unknown yet'"));
    cluster.awaitRoute("later", "Accepted", "True");
  }

  @Test
  void aChoiceOfALaterVersionDoesNotStopTheOperator() {
    editSpec(
        "backendpools",
        spec ->
            spec.getProperties()
                .get("loadBalancer")
                .getProperties()
                .get("algorithm")
                .getEnum()
                .add(TextNode.valueOf("PeakEwma")));
    cluster.apply(pool("ewma", "PeakEwma"));
    cluster.apply(pool("after", "RoundRobin"));
    cluster.apply(Yaml.route("to-ewma", "ewma"));
    cluster.apply(Yaml.route("to-after", "after"));
    cluster.awaitRoute("to-after", "ResolvedRefs", "True");
    cluster.awaitRoute("to-ewma", "ResolvedRefs", "True");
  }

  private void editSpec(String crds, Consumer<JSONSchemaProps> change) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(crds + ".apifleet.dev")
        .edit(
            crd -> {
              change.accept(
                  crd.getSpec()
                      .getVersions()
                      .getFirst()
                      .getSchema()
                      .getOpenAPIV3Schema()
                      .getProperties()
                      .get("spec"));
              return crd;
            });
  }

  private static String pool(String name, String algorithm) {
    return """
    apiVersion: apifleet.dev/v1alpha1
    kind: BackendPool
    metadata: {name: %s}
    spec:
      discovery: {service: {name: api, port: 80}}
      loadBalancer: {algorithm: %s}
    """
        .formatted(name, algorithm);
  }
}

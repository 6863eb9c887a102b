package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ConsoleIT {
  private final Cluster cluster = Cluster.get();
  private final Traffic console = new Traffic(cluster.consoleUrl());

  @Test
  void showsTheFleetToWhoMaySeeItAndToNobodyElse() {
    assertThat(console.get("/console/").body()).contains("<title>");
    assertThat(console.get("/console/api/resources").statusCode()).isEqualTo(401);

    JsonNode resources = resources();
    assertThat(resources.path("routes").findValuesAsText("name")).contains("api");
    assertThat(resources.path("pools").findValuesAsText("name")).contains("api-server");
    assertThat(resources.path("policies").findValuesAsText("name")).contains("tiers");
    await("the fleet is back to what it was before other tests scaled it")
        .until(() -> resources().at("/fleets/0/gateways").asText().equals("3/3"));
  }

  private JsonNode resources() {
    HttpResponse<String> answer =
        console.get("/console/api/resources", "authorization", "Bearer " + viewerToken());
    assertThat(answer.statusCode()).isEqualTo(200);
    return Traffic.json(answer);
  }

  private String viewerToken() {
    return cluster
        .client()
        .serviceAccounts()
        .inNamespace(Cluster.SYSTEM)
        .withName("apifleet-viewer")
        .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
        .getStatus()
        .getToken();
  }
}

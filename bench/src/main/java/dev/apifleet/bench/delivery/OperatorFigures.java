package dev.apifleet.bench.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.StreamSupport;

/**
 * What an operator has used up to a moment.
 *
 * @param cpuSeconds since its start
 * @param memoryMebibytes its working set, as the kubelet counts it against the limit
 * @param reconciles since its start
 */
record OperatorFigures(double cpuSeconds, double memoryMebibytes, double reconciles) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONSOLE_PORT = 8080;

  /** Names of counters of the operator SDK. */
  private static final String RECONCILES = "operator_sdk_reconciliations_started";

  static OperatorFigures of(KubernetesClient client, Pod operator) {
    JsonNode container = container(client, operator);
    return new OperatorFigures(
        container.path("cpu").path("usageCoreNanoSeconds").asDouble() / 1e9,
        container.path("memory").path("workingSetBytes").asDouble() / (1 << 20),
        reconciles(operator));
  }

  private static JsonNode container(KubernetesClient client, Pod operator) {
    String node = operator.getSpec().getNodeName();
    try {
      JsonNode pods =
          JSON.readTree(client.raw("/api/v1/nodes/" + node + "/proxy/stats/summary")).path("pods");
      return StreamSupport.stream(pods.spliterator(), false)
          .filter(
              pod ->
                  pod.path("podRef").path("uid").asText().equals(operator.getMetadata().getUid()))
          .findFirst()
          .map(pod -> pod.path("containers").path(0))
          .orElseThrow(() -> new IllegalStateException("the kubelet knows no operator"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double reconciles(Pod operator) {
    URI metrics =
        URI.create("http://%s:%d/metrics".formatted(operator.getStatus().getPodIP(), CONSOLE_PORT));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(RECONCILES))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** CPUs used since an earlier look. */
  double cpus(OperatorFigures before, Duration time) {
    return (cpuSeconds - before.cpuSeconds) / seconds(time);
  }

  double reconcilesPerSecond(OperatorFigures before, Duration time) {
    return (reconciles - before.reconciles) / seconds(time);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}

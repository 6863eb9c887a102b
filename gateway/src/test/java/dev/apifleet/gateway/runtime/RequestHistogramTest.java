package dev.apifleet.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestHistogramTest {
  private final RouteMeters orders = new RouteMeters("shop/orders");
  private final List<RouteMeters> serving = new ArrayList<>(List.of(orders));
  private final CollectorRegistry prometheus = new CollectorRegistry();

  RequestHistogramTest() {
    new RequestHistogram(serving::stream).register(prometheus);
  }

  private String shown() throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, prometheus.metricFamilySamples());
    return text.toString();
  }

  private static void record(RouteMeters meters, int status, long millis) {
    meters.record(status, Duration.ofMillis(millis).toNanos());
  }

  @Test
  void isAHistogramByRouteAndClassOfAnswer() throws IOException {
    record(orders, 200, 5);
    record(orders, 204, 90);
    record(orders, 503, 3_000);
    assertThat(shown())
        .isEqualTo(
            """
            # HELP apifleet_gateway_requests_seconds Requests by route and class of answer
            # TYPE apifleet_gateway_requests_seconds histogram
            apifleet_gateway_requests_seconds_bucket{code="2xx",route="shop/orders",le="0.005",} 1.0
            apifleet_gateway_requests_seconds_bucket{code="2xx",route="shop/orders",le="0.025",} 1.0
            apifleet_gateway_requests_seconds_bucket{code="2xx",route="shop/orders",le="0.1",} 2.0
            apifleet_gateway_requests_seconds_bucket{code="2xx",route="shop/orders",le="0.5",} 2.0
            apifleet_gateway_requests_seconds_bucket{code="2xx",route="shop/orders",le="2.5",} 2.0
            apifleet_gateway_requests_seconds_bucket{code="2xx",route="shop/orders",le="+Inf",} 2.0
            apifleet_gateway_requests_seconds_count{code="2xx",route="shop/orders",} 2.0
            apifleet_gateway_requests_seconds_sum{code="2xx",route="shop/orders",} 0.095
            apifleet_gateway_requests_seconds_bucket{code="5xx",route="shop/orders",le="0.005",} 0.0
            apifleet_gateway_requests_seconds_bucket{code="5xx",route="shop/orders",le="0.025",} 0.0
            apifleet_gateway_requests_seconds_bucket{code="5xx",route="shop/orders",le="0.1",} 0.0
            apifleet_gateway_requests_seconds_bucket{code="5xx",route="shop/orders",le="0.5",} 0.0
            apifleet_gateway_requests_seconds_bucket{code="5xx",route="shop/orders",le="2.5",} 0.0
            apifleet_gateway_requests_seconds_bucket{code="5xx",route="shop/orders",le="+Inf",} 1.0
            apifleet_gateway_requests_seconds_count{code="5xx",route="shop/orders",} 1.0
            apifleet_gateway_requests_seconds_sum{code="5xx",route="shop/orders",} 3.0
            """);
  }

  @Test
  void countsWhatHasNoAnswerAsAborted() throws IOException {
    record(orders, 0, 1);
    assertThat(shown()).contains("_count{code=\"aborted\",route=\"shop/orders\",} 1.0");
  }

  @Test
  void showsRoutesForAsLongAsTheyServe() throws IOException {
    record(orders, 200, 1);
    serving.clear();
    assertThat(shown()).doesNotContain("shop/orders");
  }

  @Test
  void losesNoRequestOfAnyThread() throws Exception {
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(_ -> new Thread(() -> IntStream.range(0, 50_000).forEach(this::count)))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shown()).contains("_count{code=\"2xx\",route=\"shop/orders\",} 200000.0");
  }

  private void count(int turn) {
    record(orders, 200, turn % 100);
  }
}

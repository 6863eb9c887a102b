package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.runtime.RouteMeters.Answers;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All routes' requests as one histogram of Prometheus, read when it is asked for. A meter for each
 * route would take many times the memory.
 */
public final class RequestHistogram extends Collector {
  public static final String NAME = "apifleet_gateway_requests_seconds";

  private static final String HELP = "Requests by route and class of answer";
  private static final List<String> LABELS = List.of("code", "route");
  private static final List<String> BUCKET_LABELS = List.of("code", "route", "le");
  private static final List<String> UP_TO =
      Stream.concat(
              Arrays.stream(RouteMeters.bounds())
                  .mapToObj(nanos -> doubleToGoString(seconds(nanos))),
              Stream.of("+Inf"))
          .toList();

  private final Supplier<Stream<RouteMeters>> routes;

  /**
   * Shows those that serve when it is asked.
   *
   * @param routes each once
   */
  public RequestHistogram(Supplier<Stream<RouteMeters>> routes) {
    this.routes = routes;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    routes
        .get()
        .forEach(meters -> meters.answers().forEach(seen -> add(samples, meters.route(), seen)));
    return List.of(new MetricFamilySamples(NAME, Type.HISTOGRAM, HELP, samples));
  }

  private static void add(List<MetricFamilySamples.Sample> samples, String route, Answers answers) {
    for (int i = 0; i < UP_TO.size(); i++) {
      List<String> labels = List.of(answers.code(), route, UP_TO.get(i));
      samples.add(
          new MetricFamilySamples.Sample(
              NAME + "_bucket", BUCKET_LABELS, labels, answers.upTo()[i]));
    }
    List<String> labels = List.of(answers.code(), route);
    long count = answers.upTo()[UP_TO.size() - 1];
    samples.add(new MetricFamilySamples.Sample(NAME + "_count", LABELS, labels, count));
    samples.add(
        new MetricFamilySamples.Sample(NAME + "_sum", LABELS, labels, seconds(answers.nanos())));
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }
}

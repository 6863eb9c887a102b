package dev.apifleet.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.route.Router.HostedMatches;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a thousand times as many routes a request is compared with as few of them as before. */
class RouterScaleTest {
  private static final int FEW = 10;
  private static final int MANY = 10_000;

  /** Counts the steps of the router: it reads the path at each, the method at each match. */
  private static final class Counting implements Routable {
    private final String path;
    private int steps;

    Counting(String path) {
      this.path = path;
    }

    @Override
    public String host() {
      return "shop7.example.com";
    }

    @Override
    public String path() {
      steps++;
      return path;
    }

    @Override
    public String method() {
      steps++;
      return "GET";
    }

    @Override
    public String header(String name) {
      return null;
    }

    @Override
    public String queryParam(String name) {
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/s7", "/s7/x", "/s7/a/b/c", "/s7/items/1", "/s7/e/55", "/none/of/them"})
  void takesAsManyStepsThroughManyRoutesAsThroughFew(String path) {
    assertThat(steps(MANY, path)).isEqualTo(steps(FEW, path)).isLessThan(30);
  }

  private static int steps(int routes, String path) {
    List<HostedMatches<Integer>> all =
        IntStream.range(0, routes).boxed().map(RouterScaleTest::route).toList();
    Counting request = new Counting(path);
    new Router<>(all).find(request);
    return request.steps;
  }

  private static HostedMatches<Integer> route(int number) {
    String start = "/s" + number;
    List<String> hosts = number % 3 == 0 ? List.of("shop" + number + ".example.com") : List.of();
    List<IntFunction<PathMatch>> forms =
        List.of(
            _ -> new PathMatch.Exact(start),
            _ -> new PathMatch.Prefix(start + "/a/b"),
            _ -> new PathMatch.Template(start + "/{kind}/{id}"),
            _ -> new PathMatch.Template("/{tenant}" + start + "/{rest...}"),
            _ -> new PathMatch.Regex(start + "/e/[0-9]+"));
    return new HostedMatches<>(
        hosts,
        forms.stream()
            .map(form -> new MatchConfig(form.apply(number), "GET", List.of(), List.of()))
            .map(match -> RouteMatch.of(match, 0, "ns/r" + number, 0, number))
            .toList());
  }
}

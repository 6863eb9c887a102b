package dev.apifleet.bench.load;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Routes of all kinds, in YAML, and requests that each of them serves. */
final class ManyRoutes {
  private static final int KINDS = 4;

  private static final String ROUTE =
      """
      ---
      kind: ApiRoute
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: tenant-%1$d, namespace: default}
      spec:
        fleetRef: default
        rules:
        - name: all
          matches: [%2$s]
          backendRefs: [{name: api}]
      """;

  /** Each request goes to another route than the one before it. */
  private static final String REQUESTS =
      """
      local count = %d
      local requests = {}
      local turn = 0
      init = function()
        local paths = {"/p/%%d/orders/7", "/t/%%d/items/42", "/r/%%d/v3/report", "/h/%%d/app"}
        for i = 0, count - 1 do
          requests[i] = wrk.format("GET", string.format(paths[i %% 4 + 1], i),
            {Host = wrk.headers["Host"], ["x-plan"] = "gold", ["x-client"] = "mobile-7"})
        end
      end
      request = function()
        turn = (turn + 7919) %% count
        return requests[turn]
      end
      """;

  private ManyRoutes() {}

  static String yaml(int count) {
    return IntStream.range(0, count).mapToObj(ManyRoutes::route).collect(Collectors.joining());
  }

  private static String route(int number) {
    return ROUTE.formatted(number, match(number));
  }

  private static String match(int number) {
    return switch (number % KINDS) {
      case 0 ->
          "{path: {type: PathPrefix, value: /p/%d}, headers: [{name: x-plan, value: gold}]}"
              .formatted(number);
      case 1 -> "{path: {type: Template, value: '/t/%d/items/{id}'}}".formatted(number);
      case 2 ->
          "{path: {type: RegularExpression, value: '/r/%d/v[0-9]+/.*'}, method: GET}"
              .formatted(number);
      default ->
          ("{path: {type: PathPrefix, value: /h/%d}, headers: [{name: x-client, type:"
                  + " RegularExpression, value: 'mobile-[0-9]+'}]}")
              .formatted(number);
    };
  }

  /** A script for wrk. */
  static String requests(int count) {
    return REQUESTS.formatted(count);
  }
}

package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import java.time.Duration;
import java.util.List;

/** Our gateway, and what is behind it, asked for three times what they can do. */
final class Overload implements Scenario {
  /** More than get a refusal in each second, so that theirs are held back longer. */
  private static final int MANY = 4_000;

  /** As many as a few hundred clients keep open. */
  private static final int FEW = 256;

  /** Harmless, but of words that make a firewall look closely: so a request is dear. */
  private static final String QUERY =
      "?q=" + "an+alert+(of+cmd)+for+the+file:+it+is+long,+".repeat(14);

  private static final String FLEET =
      """
      kind: GatewayFleet
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: default, namespace: default}
      spec:
        replicas: 1
        listeners: [{name: http, port: %d}]
        limits: {maxConnectionsPerAddress: 20000}
      """;

  private static final String SLOW =
      """
      ---
      kind: Service
      apiVersion: v1
      metadata: {name: slow, namespace: default}
      spec:
        ports: [{name: http, port: 80}]
      ---
      kind: EndpointSlice
      apiVersion: discovery.k8s.io/v1
      metadata: {name: slow-1, namespace: default, labels: {kubernetes.io/service-name: slow}}
      addressType: IPv4
      ports: [{name: http, port: %d}]
      endpoints: [{addresses: [127.0.0.1]}]
      ---
      kind: BackendPool
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: slow, namespace: default}
      spec:
        discovery: {service: {name: slow, port: 80}}
        concurrency: {limit: %d, queue: {depth: 100, timeout: 500ms}}
      """;

  private static final String ROUTE =
      """
      ---
      kind: ApiRoute
      apiVersion: apifleet.dev/v1alpha1
      metadata: {name: api, namespace: default}
      spec:
        fleetRef: default
        rules:
      """;

  private static final String RULE =
      """
        - name: %1$s-%2$s
          matches: [{path: {type: PathPrefix, value: /%1$s/%2$s}}]
          backendRefs: [{name: %1$s}]
          priority: %2$s
          filters: [{type: WAF, waf: {}}]
      """;

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 3, Duration.ofSeconds(8));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      int port = Ports.free();
      OurGateway gateway = site.gateway(yaml(port, site));
      site.warmUp(port, load("api", "Critical", QUERY));
      List<Contention> contentions =
          List.of(
              new Contention(site, gateway, gateway("the gateway", port, MANY)),
              new Contention(site, gateway, gateway("the gateway, by few", port, FEW)),
              new Contention(site, gateway, behind(port)));
      for (Contention contention : contentions) {
        contention.run();
      }
      return new Report(about(site), contentions.stream().map(Contention::table).toList());
    }
  }

  private static Contention.Way gateway(String title, int port, int connections) {
    return new Contention.Way(
        "Overload of " + title,
        port,
        load("api", "Critical", QUERY),
        load("api", "Low", QUERY),
        connections);
  }

  private static Contention.Way behind(int port) {
    return new Contention.Way(
        "Overload of what is behind it",
        port,
        load("slow", "Critical", ""),
        load("slow", "Low", ""),
        FEW);
  }

  private static Load load(String pool, String priority, String query) {
    return Load.of("/" + pool + "/" + priority + query);
  }

  private static String yaml(int port, Site site) {
    StringBuilder yaml = new StringBuilder(FLEET.formatted(port));
    yaml.append(Manifests.pool(site.backend().port()));
    yaml.append(SLOW.formatted(SlowBackend.listen(site.vertx()), SlowBackend.AT_ONCE));
    yaml.append(ROUTE);
    for (String pool : List.of("api", "slow")) {
      for (String priority : List.of("Critical", "Low")) {
        yaml.append(RULE.formatted(pool, priority).indent(0));
      }
    }
    return yaml.toString();
  }

  private static String about(Site site) {
    return """
        The gateway has its usual bounds (CPU 95 percent, lag 100 ms). Capacity is what 64 connections with
        critical requests get while nobody else asks, just before and just after. Beside them then comes a load
        of low priority at a steady rate, which begins %d s before what is measured: once twice the capacity, while the 64 connections go on as
        fast as they are answered; once two and a half times the capacity, while critical requests come at half
        of it, at even intervals, timed from when they were due. The gateway itself is overloaded by requests
        that a firewall looks at closely, so that load and backend have CPU to spare (last column): first over
        %,d connections, whose refusals are held back for several seconds so that they are no more than the
        gateway can spare; then over %d, for which it is half a second. What is behind it takes %d ms for a request
        and %d at once, and its pool has that limit. A low request that no connection becomes free for within
        %d s is never sent. Medians of %d rounds of %d s; lowest and highest in brackets."""
        .formatted(
            Contention.ONSET.toSeconds(),
            MANY,
            FEW,
            SlowBackend.MILLIS,
            SlowBackend.AT_ONCE,
            Contention.LOW_PATIENCE.toSeconds(),
            site.rounds(),
            site.time().toSeconds());
  }
}

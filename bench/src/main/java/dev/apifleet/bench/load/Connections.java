package dev.apifleet.bench.load;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.steady.Outcomes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What connections cost that are open and silent, and what others feel of them. */
final class Connections implements Scenario {
  private static final int IDLE = 10_000;
  private static final int WEB_SOCKETS = 1_000;
  private static final int SHARE_IN_QUICK = 50;
  private static final double PER_SECOND = 1_000;

  private static final String LIMITS =
      "  limits: {maxConnections: 50000, maxConnectionsPerAddress: 50000, idleTimeout: 1h}\n";

  /** Each WebSocket takes a connection to the backend; this one need not fear for its good name. */
  private static final String TO_BACKEND =
      """
        connections: {maxPerEndpoint: 4096}
        circuitBreaker: {consecutiveFailures: 1000, errorRatio: 100, minimumRequests: 100000}
      """;

  private static final List<String> COLUMNS =
      List.of(
          "open",
          "heap after GC MiB",
          "KiB for each",
          "RSS MiB",
          "KiB for each ",
          "CPU % at rest",
          "others: p50 ms",
          "p99 ms",
          "failed");

  private record State(int open, double heap, double rss, double cpu, Outcomes others) {}

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 1, Duration.ofSeconds(10));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      int backend = echo(site.vertx());
      int port = Ports.free();
      OurGateway gateway =
          site.gateway(
              Manifests.fleet(port)
                  + LIMITS
                  + Manifests.pool(backend)
                  + TO_BACKEND
                  + Manifests.route());
      site.warmUp(port, Load.PLAIN);
      site.steady(port, Load.PLAIN, PER_SECOND);
      int share = site.quick() ? SHARE_IN_QUICK : 1;
      Clients clients = new Clients(site.vertx(), Site.address(port));
      List<State> states = new ArrayList<>();
      states.add(state(site, gateway, port, 0));
      clients.openIdle(IDLE / share, Buffer.buffer(Site.request(Load.PLAIN)));
      states.add(state(site, gateway, port, IDLE / share));
      clients.openWebSockets(WEB_SOCKETS / share, Load.PLAIN.path());
      states.add(state(site, gateway, port, WEB_SOCKETS / share));
      return report(site, states, clients.lost());
    }
  }

  /** A backend for requests and for WebSockets. */
  private static int echo(Vertx vertx) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("x".repeat(128)))
        .webSocketHandler(socket -> socket.handler(socket::write))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static State state(Site site, OurGateway gateway, int port, int opened) {
    double heap = LiveHeap.mebibytes(gateway.process());
    double rss = gateway.process().rssMebibytes();
    CpuShare rest = CpuShare.of(gateway.process());
    Site.wait(site.time());
    double cpu = rest.percent();
    return new State(opened, heap, rss, cpu, site.steady(port, Load.PLAIN, PER_SECOND));
  }

  private static Report report(Site site, List<State> states, long lost) {
    String about =
        """
        Each connection has had a request answered and is kept; the WebSockets come on top of them. Heap is what is
        left when all garbage has been collected. At rest: %d s in which nobody asks. Others: %,.0f requests a second
        at even intervals on 64 connections of their own, from when each was due, for %d s."""
            .formatted(site.time().toSeconds(), PER_SECOND, site.time().toSeconds());
    State none = states.getFirst();
    State idle = states.get(1);
    State all = states.getLast();
    return new Report(
        about,
        List.of(
            new Table(
                "Open connections",
                COLUMNS,
                List.of(
                    row("none", none, none),
                    row("%,d idle connections".formatted(idle.open()), idle, none),
                    row("and %,d WebSockets".formatted(all.open()), all, idle)),
                List.of(Aim.atMost("Connections lost", 0, "", lost).toString()))));
  }

  private static List<Object> row(String label, State state, State before) {
    return List.of(
        label,
        tenths(state.heap()),
        each(state.heap() - before.heap(), state.open()),
        tenths(state.rss()),
        each(state.rss() - before.rss(), state.open()),
        tenths(state.cpu()),
        tenths(state.others().millis(50)),
        tenths(state.others().millis(99)),
        state.others().failed());
  }

  private static Object each(double mebibytes, int count) {
    return count == 0 ? "" : tenths(mebibytes * 1024 / count);
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}

package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What requests cost that come by HTTP/2, and calls of gRPC. */
final class Http2 implements Scenario {
  private static final List<String> COLUMNS =
      List.of("requests", "requests/s", "CPU µs/request", "failed");
  private static final String MULTIPLEXED = "-m8";
  private static final String CONNECTIONS = "-c8";

  private record Row(
      String label,
      OurGateway gateway,
      int port,
      String path,
      List<String> options,
      List<H2load> rounds) {
    H2load ask(Duration time) {
      return H2load.run(gateway.process(), port, path, time, options);
    }

    Spread spread(ToDoubleFunction<H2load> figure) {
      return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    List<Object> cells() {
      return List.of(
          label,
          spread(H2load::perSecond),
          spread(H2load::micros),
          rounds.stream().mapToLong(H2load::bad).sum());
    }
  }

  @Override
  public String name() {
    return "http2";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 5, Duration.ofSeconds(5));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      GrpcBackend service = new GrpcBackend(site.vertx());
      List<Row> rows = rows(site, service);
      rows.forEach(row -> row.ask(site.warmUp().dividedBy(2).plusMillis(500)));
      for (int round = 0; round < site.rounds(); round++) {
        rows.forEach(row -> row.rounds().add(row.ask(site.time())));
      }
      long calls = rows.getLast().rounds().stream().mapToLong(H2load::good).sum();
      if (service.served() < calls) {
        throw new IllegalStateException(
            "%d calls succeeded, but the service has answered %d"
                .formatted(calls, service.served()));
      }
      return report(site, rows);
    }
  }

  private static List<Row> rows(Site site, GrpcBackend service) throws Exception {
    int web = Ports.free();
    OurGateway plain = site.gateway(Manifests.proxy(web, site.backend().port()));
    int calls = Ports.free();
    OurGateway grpc =
        site.gateway(
            Manifests.fleet(calls)
                + Manifests.pool(service.port())
                + "  connections: {protocol: HTTP2}\n"
                + Manifests.route());
    Path question = site.folder().resolve("question");
    Files.write(question, GrpcBackend.QUESTION.getBytes());
    return List.of(
        new Row("HTTP/1.1", plain, web, "/api", List.of("--h1", "-c64"), new ArrayList<>()),
        new Row("HTTP/2", plain, web, "/api", List.of(CONNECTIONS, MULTIPLEXED), new ArrayList<>()),
        new Row(
            "gRPC, unary",
            grpc,
            calls,
            "/api/Ask",
            List.of(
                CONNECTIONS,
                MULTIPLEXED,
                "-d" + question,
                "-Hcontent-type: application/grpc",
                "-Hte: trailers"),
            new ArrayList<>()));
  }

  private static Report report(Site site, List<Row> rows) {
    String about =
        """
        64 requests under way, over 64 connections by HTTP/1.1 and over 8 by HTTP/2 without TLS; to the backend
        it is HTTP/1.1, but for gRPC. Messages of gRPC have 16 bytes up and 128 down. Medians of %d rounds of %d s;
        lowest and highest in brackets."""
            .formatted(site.rounds(), site.time().toSeconds());
    return new Report(
        about,
        List.of(
            new Table(
                "HTTP/1.1, HTTP/2 and gRPC", COLUMNS, rows.stream().map(Row::cells).toList())));
  }
}

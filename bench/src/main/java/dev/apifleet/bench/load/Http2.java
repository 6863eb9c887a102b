package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.peer.Doors;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Pinned;
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
  private static final String CALL = "/api/Ask";

  private record Row(
      String label,
      Pinned process,
      int port,
      String path,
      List<String> options,
      List<H2load> rounds) {
    Row(String label, Pinned process, int port, String path, List<String> options) {
      this(label, process, port, path, options, new ArrayList<>());
    }

    H2load ask(Duration time) {
      return H2load.run(process, port, path, time, options);
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
      long calls =
          rows.stream()
              .filter(row -> row.path().equals(CALL))
              .flatMap(row -> row.rounds().stream())
              .mapToLong(H2load::good)
              .sum();
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
    List<Row> rows = new ArrayList<>(rows("ApiFleet", plain.process(), web, web));
    rows.add(calls("ApiFleet", grpc.process(), calls, question));
    Path keys = Files.createDirectories(site.folder().resolve("keys"));
    Doors.House house = Tls.house(site.backend().port(), service.port(), keys, Tls.keyPair(keys));
    for (Doors other : site.doors(house)) {
      rows.addAll(rows(other.name(), other.process(), other.http(), other.http2()));
      rows.add(calls(other.name(), other.process(), other.grpc(), question));
    }
    return rows;
  }

  private static List<Row> rows(String name, Pinned process, int http, int http2) {
    return List.of(
        new Row(name + ": HTTP/1.1", process, http, "/api", List.of("--h1", "-c64")),
        new Row(name + ": HTTP/2", process, http2, "/api", List.of(CONNECTIONS, MULTIPLEXED)));
  }

  private static Row calls(String name, Pinned process, int port, Path question) {
    return new Row(
        name + ": gRPC, unary",
        process,
        port,
        CALL,
        List.of(
            CONNECTIONS,
            MULTIPLEXED,
            "-d" + question,
            "-Hcontent-type: application/grpc",
            "-Hte: trailers"));
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

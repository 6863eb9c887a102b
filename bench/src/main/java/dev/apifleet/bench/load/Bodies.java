package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Wrk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What long bodies cost, on their way to the backend and on their way back. */
final class Bodies implements Scenario {
  private static final double MEBIBYTE = 1024 * 1024;

  /** A body on one of its ways. */
  private enum Way {
    SMALL_DOWN("64 KiB down", 64 * 1024, false),
    SMALL_UP("64 KiB up", 64 * 1024, true),
    LARGE_DOWN("10 MiB down", 10 * 1024 * 1024, false),
    LARGE_UP("10 MiB up", 10 * 1024 * 1024, true);

    private final String label;
    private final int bytes;
    private final boolean up;

    Way(String label, int bytes, boolean up) {
      this.label = label;
      this.bytes = bytes;
      this.up = up;
    }

    private String script() {
      return up ? "wrk.method = \"POST\"\nwrk.body = string.rep(\"x\", %d)\n".formatted(bytes) : "";
    }

    private String path() {
      return up ? "/api/upload" : "/api/bodies/" + bytes;
    }
  }

  /** Somebody who is asked by one way. */
  private record Row(String who, Way way, Pinned process, int port, List<ClosedLoop> rounds) {
    void warmUp(Duration time) {
      Wrk.run(url(), way.script(), time);
    }

    void round(Duration time) {
      rounds.add(ClosedLoop.run(process, url(), way.script(), time));
    }

    private String url() {
      return "http://127.0.0.1:" + port + way.path();
    }

    List<Object> cells() {
      Spread mebibytes =
          ClosedLoop.spread(rounds, round -> Site.perSecond(round.found()) * way.bytes / MEBIBYTE);
      Spread microsOfEach =
          ClosedLoop.spread(rounds, round -> round.micros() * MEBIBYTE / way.bytes);
      return Stream.concat(
              Stream.of(way.label, who, mebibytes, microsOfEach), ClosedLoop.cells(rounds).stream())
          .toList();
    }
  }

  @Override
  public String name() {
    return "bodies";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 5, Duration.ofSeconds(5));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort);
        BodyBackend backend = BodyBackend.start(site.folder(), bytes())) {
      List<Row> rows = rows(site, backend);
      rows.forEach(row -> row.warmUp(site.warmUp().dividedBy(3)));
      for (int round = 0; round < site.rounds(); round++) {
        rows.forEach(row -> row.round(site.time()));
      }
      return report(site, rows);
    }
  }

  private static List<Integer> bytes() {
    return Stream.of(Way.values()).map(way -> way.bytes).distinct().toList();
  }

  private static List<Row> rows(Site site, BodyBackend backend) throws IOException {
    int port = Ports.free();
    OurGateway gateway = site.gateway(Manifests.proxy(port, backend.port()));
    List<Row> rows = new ArrayList<>();
    for (Way way : Way.values()) {
      rows.add(new Row("backend alone", way, backend.process(), backend.port(), new ArrayList<>()));
      rows.add(new Row("ApiFleet", way, gateway.process(), port, new ArrayList<>()));
    }
    return rows;
  }

  private static Report report(Site site, List<Row> rows) {
    String about =
        """
        64 connections, each with one request after the other. Up: a POST whose body the backend reads before it
        answers. Down: a file. MiB/s and the CPU time for each MiB count the long bodies alone. Medians of %d
        rounds of %d s; lowest and highest in brackets."""
            .formatted(site.rounds(), site.time().toSeconds());
    List<String> columns =
        Stream.concat(
                Stream.of("body", "asked", "MiB/s", "CPU µs/MiB"), ClosedLoop.COLUMNS.stream())
            .toList();
    return new Report(
        about, List.of(new Table("Long bodies", columns, rows.stream().map(Row::cells).toList())));
  }
}

package dev.apifleet.bench.load;

import dev.apifleet.bench.Command;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.peer.Doors;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Resources;
import dev.apifleet.bench.race.Wrk;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.ListenerConfig.Protocol;
import dev.apifleet.snapshot.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What HTTPS costs, by request and by handshake. */
final class Tls implements Scenario {
  private static final String NEW_CONNECTIONS = "wrk.headers[\"Connection\"] = \"close\"\n";

  private record Row(
      String label, Pinned process, String url, String script, List<ClosedLoop> rounds) {
    Row(String label, Pinned process, String url, String script) {
      this(label, process, url, script, new ArrayList<>());
    }

    void round(Duration time) {
      rounds.add(ClosedLoop.run(process, url, script, time));
    }

    List<Object> cells() {
      return Stream.concat(Stream.of(label), ClosedLoop.cells(rounds).stream()).toList();
    }
  }

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public Effort usual() {
    return new Effort(1, 5, Duration.ofSeconds(5));
  }

  @Override
  public Report run(Effort effort) throws Exception {
    try (Site site = Site.open(effort)) {
      List<Row> rows = rows(site);
      for (Row row : rows) {
        Wrk.run(row.url(), row.script(), site.warmUp().dividedBy(2));
      }
      for (int round = 0; round < site.rounds(); round++) {
        rows.forEach(row -> row.round(site.time()));
      }
      return report(site, rows);
    }
  }

  private static List<Row> rows(Site site) throws IOException {
    int http = Ports.free();
    int https = Ports.free();
    Path keys = Files.createDirectories(site.folder().resolve("keys"));
    String yaml = Manifests.proxy(http, site.backend().port());
    OurGateway gateway = site.gateway(yaml, Map.of("TLS_FOLDER", keys.toString()));
    FileRef pair = keyPair(keys);
    ListenerTls tls = new ListenerTls(List.of(pair), null, false, false);
    gateway.apply(
        Resources.translate(yaml).with(new ListenerConfig("https", https, Protocol.HTTPS, tls)));
    List<Row> rows = rows("ApiFleet", gateway.process(), http, https);
    for (Doors other :
        site.doors(house(site.backend().port(), site.backend().port(), keys, pair))) {
      rows.addAll(rows(other.name(), other.process(), other.http(), other.https()));
    }
    return rows;
  }

  private static List<Row> rows(String name, Pinned process, int http, int https) {
    String plain = "http://127.0.0.1:" + http + "/api";
    String secure = "https://127.0.0.1:" + https + "/api";
    return new ArrayList<>(
        List.of(
            new Row(name + ": HTTP, kept connections", process, plain, ""),
            new Row(name + ": HTTPS, kept connections", process, secure, ""),
            new Row(name + ": HTTP, a connection each", process, plain, NEW_CONNECTIONS),
            new Row(name + ": HTTPS, a handshake each", process, secure, NEW_CONNECTIONS)));
  }

  /** What others need to serve with such a key. */
  static Doors.House house(int backend, int service, Path keys, FileRef pair) {
    return new Doors.House(
        backend, service, keys.resolve(pair.certificateFile()), keys.resolve(pair.keyFile()));
  }

  /** An elliptic key with a certificate signed by itself, as the operator would mount it. */
  static FileRef keyPair(Path keys) throws IOException {
    FileRef name = new FileRef("default/edge", "");
    Path certificate = keys.resolve(name.certificateFile());
    Path key = keys.resolve(name.keyFile());
    Command.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=bench",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    return FileRef.keyPair(
        name.name(),
        Sha256.of(Files.readAllBytes(certificate)),
        Sha256.of(Files.readAllBytes(key)));
  }

  private static Report report(Site site, List<Row> rows) {
    String about =
        """
        64 connections; the certificate has an elliptic key (P-256), and no session is resumed. To the backend it
        is HTTP. Medians of %d rounds of %d s; lowest and highest in brackets."""
            .formatted(site.rounds(), site.time().toSeconds());
    double record = micros(rows.get(1)) - micros(rows.get(0));
    double handshake = micros(rows.get(3)) - micros(rows.get(2)) - record;
    return new Report(
        about,
        List.of(
            new Table(
                "HTTP and HTTPS",
                Stream.concat(Stream.of("clients"), ClosedLoop.COLUMNS.stream()).toList(),
                rows.stream().map(Row::cells).toList(),
                List.of(
                    "CPU of ours for the encryption of a request and its answer: %.1f µs"
                        .formatted(record),
                    "CPU of ours for a handshake: %.0f µs".formatted(handshake)))));
  }

  private static double micros(Row row) {
    return ClosedLoop.micros(row.rounds()).median();
  }
}

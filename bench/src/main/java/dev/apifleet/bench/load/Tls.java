package dev.apifleet.bench.load;

import dev.apifleet.bench.Command;
import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Ports;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Scenario;
import dev.apifleet.bench.Table;
import dev.apifleet.bench.race.Manifests;
import dev.apifleet.bench.race.OurGateway;
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
      String label, OurGateway gateway, String url, String script, List<ClosedLoop> rounds) {
    void round(Duration time) {
      rounds.add(ClosedLoop.run(gateway.process(), url, script, time));
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
    ListenerTls tls = new ListenerTls(List.of(keyPair(keys)), null, false, false);
    gateway.apply(
        Resources.translate(yaml).with(new ListenerConfig("https", https, Protocol.HTTPS, tls)));
    String plain = "http://127.0.0.1:" + http + "/api";
    String secure = "https://127.0.0.1:" + https + "/api";
    return List.of(
        new Row("HTTP, kept connections", gateway, plain, "", new ArrayList<>()),
        new Row("HTTPS, kept connections", gateway, secure, "", new ArrayList<>()),
        new Row("HTTP, a connection each", gateway, plain, NEW_CONNECTIONS, new ArrayList<>()),
        new Row("HTTPS, a handshake each", gateway, secure, NEW_CONNECTIONS, new ArrayList<>()));
  }

  /** An elliptic key with a certificate signed by itself, as the operator would mount it. */
  private static FileRef keyPair(Path keys) throws IOException {
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
                    "CPU for the encryption of a request and its answer: %.1f µs".formatted(record),
                    "CPU for a handshake: %.0f µs".formatted(handshake)))));
  }

  private static double micros(Row row) {
    return ClosedLoop.micros(row.rounds()).median();
  }
}

package dev.apifleet.bench.peer;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.HaProxy;
import dev.apifleet.bench.race.Nginx;
import dev.apifleet.bench.race.Peer;
import dev.apifleet.bench.race.Pinned;
import dev.apifleet.bench.race.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A gateway of others that runs, and serves clients of all kinds, each on a port of its own.
 *
 * @param http2 without TLS, as the next
 * @param grpc for calls, which go to the service
 */
public record Doors(String name, Pinned process, int http, int https, int http2, int grpc)
    implements AutoCloseable {
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              new Nginx(),
              "nginx.conf",
              config -> List.of("nginx", "-c", "" + config, "-p", "" + config.getParent())),
          new Kind(
              new HaProxy(), "haproxy.cfg", config -> List.of("haproxy", "-db", "-f", "" + config)),
          new Kind(new Envoy(), "envoy.yaml", Envoy::command));

  private record Kind(Peer peer, String config, Function<Path, List<String>> command) {}

  /**
   * What lies behind the doors.
   *
   * @param backend port of HTTP
   * @param service port of gRPC
   * @param certificate in PEM, as the key
   */
  public record House(int backend, int service, Path certificate, Path key) {}

  /** Starts those that are installed, each with a folder of its own below this one. */
  public static List<Doors> open(House house, Path folder) throws IOException {
    List<Doors> open = new ArrayList<>();
    for (Kind kind : KINDS) {
      if (kind.peer().absence(Task.PROXY).isEmpty()) {
        open.add(start(kind, house, folder.resolve(kind.config())));
      }
    }
    return open;
  }

  private static Doors start(Kind kind, House house, Path folder) throws IOException {
    Map<String, Integer> ports =
        Map.of(
            "http",
            Ports.free(),
            "https",
            Ports.free(),
            "http2",
            Ports.free(),
            "grpc",
            Ports.free());
    Path config =
        Template.of("doors/" + kind.config())
            .with(values(ports, house, folder))
            .to(folder.resolve(kind.config()));
    // HAProxy wants both in one file.
    Files.write(both(folder), Files.readAllBytes(house.certificate()));
    Files.write(both(folder), Files.readAllBytes(house.key()), StandardOpenOption.APPEND);
    Pinned process =
        Pinned.start(Cpus.TESTED, folder.resolve("log"), Map.of(), kind.command().apply(config));
    return new Doors(
        kind.peer().name(),
        process,
        ports.get("http"),
        ports.get("https"),
        ports.get("http2"),
        ports.get("grpc"));
  }

  private static Map<String, Object> values(Map<String, Integer> ports, House house, Path folder) {
    Map<String, Object> values = new HashMap<>(ports);
    values.put("backendPort", house.backend());
    values.put("servicePort", house.service());
    values.put("certificate", house.certificate());
    values.put("key", house.key());
    values.put("both", both(folder));
    values.put("folder", folder);
    return values;
  }

  private static Path both(Path folder) {
    return folder.resolve("both.pem");
  }

  @Override
  public void close() {
    process.close();
  }
}

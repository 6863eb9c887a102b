package dev.apifleet.bench.race;

import dev.apifleet.bench.Command;
import dev.apifleet.bench.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What stands behind the gateways: an nginx that answers all with the same 128 bytes. */
public final class Backend implements AutoCloseable {
  /** What may be kept. */
  static final String CACHED = "/api/v1/cached";

  private static final String CONFIG =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log stderr warn;
      events { worker_connections 20000; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        keepalive_requests 1000000000;
        keepalive_timeout 1h;
        server {
          listen 127.0.0.1:%2$d reuseport backlog=4096;
          default_type application/json;
          location %4$s { add_header Cache-Control "max-age=86400"; return 200 "%3$s"; }
          location / { return 200 "%3$s"; }
          location /jwks { alias %1$s/jwks.json; }
        }
      }
      """;

  private static final String BODY = "x".repeat(128);

  private final int port = Ports.free();
  private final Path folder;
  private final Pinned nginx;

  private Backend(Path folder) {
    this.folder = folder;
    try {
      Path config = folder.resolve("nginx.conf");
      Files.writeString(config, CONFIG.formatted(folder, port, BODY, CACHED));
      nginx =
          Pinned.start(
              Cpus.OTHERS,
              folder.resolve("nginx.log"),
              Map.of(),
              List.of("nginx", "-c", config.toString(), "-p", folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that keeps its files in this folder. */
  public static Backend start(Path folder) {
    Backend backend = new Backend(folder);
    Answers.await(backend.port, Load.PLAIN, backend.nginx);
    return backend;
  }

  public static boolean isInstalled() {
    return Command.exists("nginx");
  }

  public int port() {
    return port;
  }

  public Pinned process() {
    return nginx;
  }

  /** Where a file called jwks.json is served from, and is to be put. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    nginx.close();
  }
}

package dev.apifleet.bench.load;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.race.Answers;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.Pinned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An nginx that has long bodies to give, and reads those that it is sent to their end. */
final class BodyBackend implements AutoCloseable {
  /** Only what passes a body on reads it before it answers; what it asks needs no body. */
  private static final String CONFIG =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log stderr warn;
      events { worker_connections 1000; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        keepalive_requests 1000000000;
        client_max_body_size 0;
        client_body_buffer_size 11m;
        sendfile on;
        upstream itself {
          server 127.0.0.1:%2$d;
          keepalive 64;
          keepalive_requests 1000000000;
        }
        server {
          listen 127.0.0.1:%2$d;
          location / { return 200 "read"; }
          location /api/bodies/ { alias %1$s/bodies/; }
          location /api/upload {
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Content-Length "";
            proxy_pass_request_body off;
            proxy_method GET;
            proxy_pass http://itself/;
          }
        }
      }
      """;

  private final int port = Ports.free();
  private final Pinned nginx;

  private BodyBackend(Path folder) throws IOException {
    Path config = folder.resolve("nginx.conf");
    Files.writeString(config, CONFIG.formatted(folder, port));
    nginx =
        Pinned.start(
            Cpus.OTHERS,
            folder.resolve("nginx.log"),
            Map.of(),
            List.of("nginx", "-c", config.toString(), "-p", folder.toString()));
  }

  /** Starts one with a body of each of these sizes. */
  static BodyBackend start(Path site, List<Integer> sizes) throws IOException {
    Path folder = Files.createDirectories(site.resolve("body-backend"));
    Path bodies = Files.createDirectories(folder.resolve("bodies"));
    for (int size : sizes) {
      Files.writeString(bodies.resolve("" + size), "x".repeat(size));
    }
    BodyBackend backend = new BodyBackend(folder);
    Answers.await(backend.port, Load.of("/"), backend.nginx);
    return backend;
  }

  int port() {
    return port;
  }

  Pinned process() {
    return nginx;
  }

  @Override
  public void close() {
    nginx.close();
  }
}

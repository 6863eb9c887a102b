package dev.apifleet.bench.race;

import dev.apifleet.bench.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** nginx as a gateway, with one worker. */
public final class Nginx implements Peer {
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
        proxy_cache_path %1$s/cache keys_zone=answers:10m;
        upstream api {
          server 127.0.0.1:%3$d;
          keepalive 128;
          keepalive_requests 1000000000;
          keepalive_timeout 1h;
        }
        server {
          listen 127.0.0.1:%2$d backlog=4096;
          location /api {
            proxy_pass http://api;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Request-Id $request_id;
            %4$s
          }
        }
      }
      """;

  @Override
  public String name() {
    return "nginx " + Installed.version("nginx", "-v");
  }

  @Override
  public Optional<String> absence(Task task) {
    return switch (task) {
      case PROXY, CACHE_HIT -> Installed.absence("nginx");
      case REDIS_LIMIT, JWT, EVERYTHING -> Optional.of("it cannot do that without modules");
    };
  }

  @Override
  public Runner start(Course course) {
    int port = Ports.free();
    String cache = course.task() == Task.CACHE_HIT ? "proxy_cache answers;" : "";
    Path config =
        Installed.write(
            course.folder().resolve("nginx.conf"),
            CONFIG.formatted(course.folder(), port, course.backend(), cache));
    return new Runner(
        port,
        Pinned.start(
            Cpus.TESTED,
            course.folder().resolve("nginx.log"),
            Map.of(),
            List.of("nginx", "-c", config.toString(), "-p", course.folder().toString())));
  }
}

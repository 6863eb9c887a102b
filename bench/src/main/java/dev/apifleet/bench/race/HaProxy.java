package dev.apifleet.bench.race;

import dev.apifleet.bench.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HAProxy as a gateway, with one thread. */
public final class HaProxy implements Peer {
  private static final String CONFIG =
      """
      global
        nbthread 1
        maxconn 4000
      defaults
        mode http
        timeout connect 5s
        timeout client 1h
        timeout server 1h
        timeout http-keep-alive 1h
        http-reuse always
      cache answers
        total-max-size 64
        max-age 3600
      frontend clients
        bind 127.0.0.1:%1$d
        option forwardfor
        unique-id-format %%[uuid()]
        unique-id-header X-Request-Id
      %3$s
        default_backend api
      backend api
      %4$s
        server one 127.0.0.1:%2$d
      """;

  private static final String CACHE_USE = "  http-request cache-use answers";
  private static final String CACHE_STORE = "  http-response cache-store answers";

  private static final String JWT =
      """
        http-request set-var(txn.token) http_auth_bearer
        http-request set-var(txn.algorithm) var(txn.token),jwt_header_query('$.alg')
        http-request deny deny_status 401 unless { var(txn.algorithm) -m str RS256 }
        http-request deny deny_status 401 unless { var(txn.token),jwt_payload_query('$.iss') -m str %1$s }
        http-request deny deny_status 401 unless { var(txn.token),jwt_payload_query('$.aud') -m str %2$s }
        http-request set-var(txn.expires) var(txn.token),jwt_payload_query('$.exp','int')
        http-request set-var(txn.now) date()
        http-request deny deny_status 401 if { var(txn.expires),sub(txn.now) -m int lt 0 }
        http-request deny deny_status 401 unless { var(txn.token),jwt_verify(txn.algorithm,"%3$s") -m int 1 }
      """;

  @Override
  public String name() {
    return "HAProxy " + Installed.version("haproxy", "-v");
  }

  @Override
  public Optional<String> absence(Task task) {
    return switch (task) {
      case PROXY, JWT, CACHE_HIT -> Installed.absence("haproxy");
      case REDIS_LIMIT, EVERYTHING -> Optional.of("it shares no limits by Redis");
    };
  }

  @Override
  public Runner start(Course course) {
    int port = Ports.free();
    Path config =
        Installed.write(
            course.folder().resolve("haproxy.cfg"),
            CONFIG.formatted(port, course.backend(), front(course), back(course)));
    return new Runner(
        port,
        Pinned.start(
            Cpus.TESTED,
            course.folder().resolve("haproxy.log"),
            Map.of(),
            List.of("haproxy", "-db", "-f", config.toString())));
  }

  private static String front(Course course) {
    return switch (course.task()) {
      case CACHE_HIT -> CACHE_USE;
      case JWT ->
          JWT.formatted(
              course.issuer().name(), course.issuer().audience(), course.issuer().publicKey());
      case PROXY, REDIS_LIMIT, EVERYTHING -> "";
    };
  }

  private static String back(Course course) {
    return course.task() == Task.CACHE_HIT ? CACHE_STORE : "";
  }
}

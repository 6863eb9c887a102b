package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the token out of a WebSocket handshake's subprotocols, {@code bearer.<token>}: browsers let
 * scripts set nothing else, and addresses are written to logs. It is never given back.
 */
@ApplicationScoped
public class SubprotocolToken {

  private static final String PREFIX = "bearer.";

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE + 1).handler(SubprotocolToken::move);
  }

  private static void move(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaderNames.UPGRADE))) {
      context.next();
      return;
    }
    List<String> offered = offered(request);
    List<String> tokens = offered.stream().filter(one -> one.startsWith(PREFIX)).toList();
    if (tokens.isEmpty()) {
      context.next();
    } else if (tokens.size() > 1 || request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
      context.fail(
          new ProblemException(
              Problem.of(400, "ambiguous-authorization", "Send one credential, not several.")));
    } else {
      move(request, offered, tokens.getFirst());
      context.next();
    }
  }

  private static void move(HttpServerRequest request, List<String> offered, String token) {
    request
        .headers()
        .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token.substring(PREFIX.length()))
        .remove(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    List<String> left = offered.stream().filter(one -> !one.equals(token)).toList();
    if (!left.isEmpty()) {
      request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(",", left));
    }
  }

  private static List<String> offered(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .map(String::strip)
        .toList();
  }
}

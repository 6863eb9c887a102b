package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.DryRun;
import dev.apifleet.gateway.filter.Subscriber;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers what would become of a request. The request really is sent, over loopback and with a
 * ticket that only this object knows, through the same code and filters as any other, so that the
 * answer cannot differ from what clients meet.
 */
public final class Explainer {
  private static final String TICKET = "x-apifleet-explain";
  private static final String LOOPBACK = "127.0.0.1";

  private final Lane lane;
  private final Map<String, Asked> tickets = new ConcurrentHashMap<>();
  private Front front;
  private HttpServer server;
  private HttpClient client;

  /**
   * A request that is asked about.
   *
   * @param peer address that it is taken to come from
   * @param assumed who asks, or null to read the credential in the headers
   */
  public record Asked(
      String method,
      String host,
      String uri,
      Map<String, String> headers,
      String peer,
      Subscriber assumed,
      Buffer body) {}

  public Explainer(Lane lane) {
    this.lane = lane;
  }

  /** Explains a request by what serves now. */
  public Future<JsonObject> explain(Asked asked) {
    Promise<JsonObject> explained = Promise.promise();
    lane.run(() -> listening().compose(_ -> send(asked)).onComplete(explained));
    return explained.future();
  }

  private Future<?> listening() {
    if (server != null) {
      return Future.succeededFuture();
    }
    front = new Front(lane, null);
    client = lane.timers().createHttpClient();
    server = lane.timers().createHttpServer(Front.options(lane.clientLimits()));
    return server.requestHandler(this::handle).listen(0, LOOPBACK);
  }

  private Future<JsonObject> send(Asked asked) {
    String ticket = UUID.randomUUID().toString();
    tickets.put(ticket, asked);
    RequestOptions options =
        new RequestOptions()
            .setHost(LOOPBACK)
            .setPort(server.actualPort())
            .setMethod(HttpMethod.valueOf(asked.method()))
            .setURI(asked.uri());
    return client
        .request(options)
        .compose(request -> send(request, asked, ticket))
        .compose(HttpClientResponse::body)
        .map(Buffer::toJsonObject)
        .onComplete(_ -> tickets.remove(ticket));
  }

  private static Future<HttpClientResponse> send(
      HttpClientRequest request, Asked asked, String ticket) {
    asked.headers().forEach(request.headers()::add);
    request.headers().set("host", asked.host()).set(TICKET, ticket);
    return asked.body().length() == 0 ? request.send() : request.send(asked.body());
  }

  /** Nobody else finds anything here. */
  private void handle(HttpServerRequest request) {
    String ticket = request.getHeader(TICKET);
    Asked asked = ticket == null ? null : tickets.remove(ticket);
    if (asked == null) {
      request.response().setStatusCode(404).end();
      return;
    }
    request.headers().remove(TICKET);
    ClientRequest described =
        new ClientRequest(request, front.lane().runtime().trustedProxies(), asked.peer(), false);
    new ProxyExchange(front, request, described, new DryRun(asked.assumed())).begin();
  }
}

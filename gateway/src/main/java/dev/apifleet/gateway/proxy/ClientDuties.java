package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.runtime.Action;
import dev.apifleet.gateway.runtime.Rule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/** What a client has to do for its request: send it in time and no more than allowed, and read. */
final class ClientDuties implements UnderWay {
  private final ProxyExchange exchange;
  private final HttpServerResponse response;
  private boolean tunnel;

  ClientDuties(ProxyExchange exchange) {
    this.exchange = exchange;
    this.response = exchange.request().response();
  }

  /** Whether the body is as short as its rule wants it, as far as it says; else it is refused. */
  boolean admitsBody() {
    long most = maxBodyBytes();
    exchange.body().limit(most);
    boolean admitted = RequestBody.announcedLength(exchange.request()) <= most;
    if (!admitted) {
      bodyTooLarge();
    }
    return admitted;
  }

  /** A rule may take longer bodies than the fleet does, or only shorter ones. */
  private long maxBodyBytes() {
    Rule rule = exchange.dispatch().rule();
    long own =
        rule != null && rule.action() instanceof Action.Forward forward
            ? forward.how().maxBodyBytes()
            : 0;
    return own > 0 ? own : exchange.front().lane().clientLimits().maxBodyBytes();
  }

  void bodyTooLarge() {
    stop(Problems.bodyTooLarge(maxBodyBytes()));
  }

  void readBody(int mostBytes, Consumer<Buffer> then) {
    if (RequestBody.announcedLength(exchange.request()) > mostBytes) {
      exchange.reject(Problems.bodyTooLarge(mostBytes));
    } else {
      exchange
          .body()
          .collect(mostBytes, then, () -> exchange.reject(Problems.bodyTooLarge(mostBytes)));
    }
  }

  private void stop(Problem problem) {
    exchange.dispatch().cancel();
    if (exchange.answering().isGiven()) {
      exchange.answering().ending().breakOff();
    } else {
      exchange.reject(problem);
    }
  }

  /** From now on what passes is not HTTP any more. */
  void becameTunnel() {
    tunnel = true;
  }

  @Override
  public Owed owed() {
    boolean awaited = exchange.body().isAwaited() && !exchange.asked().isStream();
    if (!tunnel && awaited && !response.headWritten()) {
      return Owed.BODY;
    }
    boolean reading = !tunnel && (response.ended() || response.writeQueueFull());
    return reading ? Owed.READING : Owed.NOTHING;
  }

  @Override
  public long moved() {
    return exchange.body().received() + response.bytesWritten();
  }

  @Override
  public void giveUp(Closing reason) {
    if (reason == Closing.MALFORMED && exchange.body().isComplete()) {
      return;
    }
    exchange.answering().ending().closeAfterwards();
    stop(Problems.givenUp(reason, exchange.front().lane().clientLimits()));
  }

  @Override
  public boolean isEndless() {
    return !tunnel && response.headWritten() && isEventStream();
  }

  private boolean isEventStream() {
    String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith("text/event-stream");
  }

  /** Half of anything else must not be taken for a whole, and is broken off with its connection. */
  @Override
  public void leave() {
    if (tunnel) {
      return;
    }
    if (!exchange.answering().isGiven()) {
      exchange.dispatch().cancel();
      exchange.reject(Problems.LEAVING);
    } else if (exchange.dispatch().forwarding() != null
        && (Grpc.isSpokenBy(exchange.request()) || isEventStream())) {
      exchange.dispatch().forwarding().leave();
    }
  }
}

package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.BodyCoding;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.gateway.filter.StandIn;
import dev.apifleet.gateway.filter.TapChain;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** The one answer to a request, whoever gives it, and what filters want done to it. */
final class Answering {
  private final ProxyExchange exchange;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final ClientResponse ending;
  private MultiMap ownHeaders;
  private ResponseTap tap;
  private BodyCoding coding;
  private StandIn standIn;
  private Problem problem;
  private String cached;
  private boolean given;
  private int status;

  Answering(ProxyExchange exchange) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.response = request.response();
    this.ending = new ClientResponse(request, exchange.body());
  }

  /** Whether it has begun, so that there cannot be another. */
  boolean isGiven() {
    return given;
  }

  /** From now on there cannot be another. */
  void markGiven() {
    given = true;
  }

  /** Its body and its end. */
  ClientResponse ending() {
    return ending;
  }

  /** The status that it counts as; what stands for one of HTTP in gRPC counts as that one. */
  int status() {
    return status;
  }

  /** The problem that it tells, or null. */
  Problem problem() {
    return problem;
  }

  /** What a cache did for it, or null. */
  String cached() {
    return cached;
  }

  void cached(String outcome) {
    cached = outcome;
  }

  /** Headers that it will carry, whoever gives it. */
  MultiMap ownHeaders() {
    if (ownHeaders == null) {
      ownHeaders = MultiMap.caseInsensitiveMultiMap();
    }
    return ownHeaders;
  }

  void tap(ResponseTap outer) {
    if (given) {
      outer.abandoned();
      return;
    }
    tap = tap == null ? outer : new TapChain(outer, tap);
  }

  void encodeBy(BodyCoding other) {
    coding = other;
  }

  void offer(StandIn other) {
    standIn = other;
  }

  /** Lets a filter answer in place of a backend, if one can. */
  boolean isStoodInFor(int unusable) {
    return standIn != null && standIn.answerInPlaceOf(unusable);
  }

  /** Answers with a problem, in the words of the client's protocol. */
  void refuse(Problem refusal) {
    if (!given) {
      problem = refusal;
    }
    if (Grpc.isSpokenBy(request)) {
      give(200, refusal.status(), Grpc.refusal(refusal), Buffer.buffer(), true);
      return;
    }
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(refusal.headers());
    headers.set(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    Buffer content = refusal.body(exchange.requestId()).toBuffer();
    give(refusal.status(), refusal.status(), headers, content, true);
  }

  /** Gives a whole answer that no backend gave. */
  void give(int own, MultiMap headers, Buffer content) {
    give(own, own, headers, content, false);
  }

  private void give(int own, int counted, MultiMap headers, Buffer content, boolean refused) {
    if (given) {
      return;
    }
    if (exchange.dryRun() != null) {
      Explanation.give(exchange, Explanation.of(own, headers, content));
      return;
    }
    begin(own, counted);
    Headers.add(headers, response.headers());
    ending.discardBody();
    if (tap != null && refused) {
      tap.problemHead(counted, response.headers());
    } else if (tap != null) {
      tap.ownHead(counted, response.headers());
    }
    finishHead(own, content.length());
    ending.end(content);
  }

  /** Prepares the head of a backend's answer; returns who wants to see the body, or null. */
  ResponseTap.Body passHead(int backendStatus, MultiMap backendHeaders) {
    begin(backendStatus, backendStatus);
    MultiMap headers = response.headers();
    Headers.copyAnswer(backendHeaders, headers);
    ResponseTap.Body seer = tap == null ? null : tap.head(backendStatus, headers);
    finishHead(backendStatus, RequestBody.lengthIn(headers));
    return seer;
  }

  private void begin(int sent, int counted) {
    given = true;
    status = counted;
    response.setStatusCode(sent);
  }

  private void finishHead(int sent, long length) {
    MultiMap headers = response.headers();
    if (ownHeaders != null) {
      Headers.set(ownHeaders, headers);
    }
    if (coding != null) {
      ending.encodeBy(coding.begin(sent, headers, length));
    }
    AnswerHeaders.write(exchange, headers);
    ending.announceClose(exchange.front().isDraining());
  }

  /** Lets a filter answer with what it has when a backend says that this is still valid (304). */
  boolean isUnchanged(MultiMap backendHeaders) {
    if (tap == null) {
      return false;
    }
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Headers.copyAnswer(backendHeaders, headers);
    return tap.notModified(headers);
  }

  /** HTTP/1.1 clients may not understand what comes before an answer (RFC 8297, 3). */
  void earlyHints(MultiMap hints) {
    if (!given && request.version() == HttpVersion.HTTP_2) {
      Headers.removeHopByHop(hints);
      response.writeEarlyHints(hints);
    }
  }

  /** The client has gone before it was complete. */
  void abandon() {
    if (tap != null) {
      tap.abandoned();
    }
  }
}

package dev.apifleet.gateway.filter;

import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.route.PathCondition;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * A request on its way through the filters of the rule that it matched. Confined to one event loop.
 */
public interface Exchange {
  HttpServerRequest request();

  /** The request's path in its normal form, as it is matched and forwarded. */
  String path();

  /** The condition of the rule that the path met. */
  PathCondition condition();

  /**
   * Scheme and authority as the backend is told them: those of the request, and what a trusted
   * proxy says of the request before it.
   */
  String origin();

  /** Unique to this request; the same as in {@code x-request-id}. */
  String requestId();

  /** {@code namespace/name} of the route that matched. */
  String route();

  /** Name of the rule that matched, unique within the route. */
  String rule();

  /**
   * The client's address by the trusted-proxy rules, as text; an IPv6 address is cut to its /64.
   */
  String clientKey();

  /** Whether the client has shown a certificate, of which backends are told. */
  boolean hasCertificate();

  /** Who asks; {@link Subscriber#anonymous()} until a filter finds out. */
  Subscriber subscriber();

  void identify(Subscriber subscriber);

  /** How to undo what the request was charged, if a limit refuses it. */
  Refunds refunds();

  /** How the backend is asked, where that differs from what the client asked. */
  Outbound outbound();

  /**
   * Reads the whole body, which a backend will get all the same. A longer one is refused with 413,
   * and then nothing more is called.
   */
  void readBody(int mostBytes, Consumer<Buffer> then);

  /** Reads the body's first bytes, at least so many where there are so many. */
  void peekBody(int bytes, Consumer<Buffer> then);

  /**
   * Sends a copy of the request, as a backend would get it now, to another pool too. Nobody waits
   * for it or hears of it; a request whose body is long, or that becomes a WebSocket, has none.
   */
  void copyTo(Pool pool);

  /** Notes for the log what a cache did for the request. */
  void cached(String outcome);

  /** Headers that the answer will carry, whoever gives it. */
  MultiMap responseHeaders();

  /**
   * Lets a filter see the answer on its way out; taps of later filters see it first. Called before
   * the head is written; where the client has gone already, or was answered, the tap is told at
   * once that nothing is to come.
   */
  void tap(ResponseTap tap);

  /** Lets a filter encode the answer's body, after all taps have seen it, whoever gives it. */
  void encodeBy(BodyCoding coding);

  /**
   * Offers an answer for when no backend has a usable one; it is asked on the request's event loop,
   * at most once, unless the rule's fallback says otherwise.
   */
  void onUnavailable(StandIn standIn);

  /**
   * The record of a request that is only asked about, or null for a real one. What counts, sends or
   * stores something must not do so where there is one.
   */
  DryRun dryRun();

  /**
   * The same request once more, behind the filter that is at work, without the client: only taps
   * see its answer. For requests without a body.
   */
  Exchange inBackground();

  /** Hands the request to the next filter, and after the last one to the rule's action. */
  void proceed();

  /** Ends the request with a problem+json answer. */
  void reject(Problem problem);

  /** Ends the request with a complete answer; the headers stay as they are, others may get them. */
  void answer(int status, MultiMap headers, Buffer body);
}

package dev.apifleet.gateway.proxy;

import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What one client connection is waited for, and since when. Its times move only when they are
 * looked at, so that a request costs no timers. Confined to one event loop.
 */
final class ConnectionWatch {
  /** Refusals held back on one HTTP/2 connection: half of its streams stay for other requests. */
  static final int MOST_HELD = Front.STREAMS / 2;

  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Pace> underWay = new ArrayList<>(1);
  private final String peer;
  private final LongSupplier unsent;
  private final Consumer<List<UnderWay>> onMalformed;
  private boolean headDue = true;
  private boolean http2;
  private boolean handshaking;
  private boolean awaitsHead;
  private boolean left;
  private long headSince;
  private long quietSince;
  private long unsentBefore;
  private int held;
  private Runnable onRelease = () -> {};

  /**
   * A connection that was just accepted.
   *
   * @param peer the address at its other end
   * @param handshake whether a TLS handshake has to come first
   * @param unsent bytes that wait in the gateway for the client to take them
   * @param onMalformed told of the requests under way when a body is broken
   */
  ConnectionWatch(
      String peer,
      long now,
      boolean handshake,
      LongSupplier unsent,
      Consumer<List<UnderWay>> onMalformed) {
    this.peer = peer;
    this.onMalformed = onMalformed;
    this.quietSince = now;
    this.headSince = now;
    this.handshaking = handshake;
    this.awaitsHead = handshake;
    this.unsent = unsent;
  }

  /** The address at its other end. */
  String peer() {
    return peer;
  }

  /** Bytes came, of a head where the last message is complete. */
  void bytesCame(long now) {
    if (headDue && !awaitsHead) {
      headBegan(now);
    }
  }

  /** A handshake is over. */
  void opened(long now) {
    if (handshaking) {
      handshaking = false;
      awaitsHead = false;
      quietSince = now;
    }
  }

  /** The first bytes tell that HTTP/2 is spoken: not every byte belongs to a head. */
  void speaksHttp2() {
    http2 = true;
    headDue = false;
    awaitsHead = false;
  }

  void headBegan(long now) {
    awaitsHead = true;
    headSince = now;
  }

  void headEnded() {
    awaitsHead = false;
    headDue = false;
  }

  /** An HTTP/1 message is complete: the next byte begins a head. */
  void messageEnded() {
    headDue = true;
  }

  void began(UnderWay exchange, long now) {
    underWay.add(new Pace(exchange, now));
  }

  void ended(UnderWay exchange, long now) {
    for (int i = 0; i < underWay.size(); i++) {
      if (underWay.get(i).exchange() == exchange) {
        underWay.remove(i);
        break;
      }
    }
    quietSince = now;
  }

  /** A refusal is to be held back; false where that would keep other requests waiting. */
  boolean hold() {
    if (http2 && held >= MOST_HELD) {
      return false;
    }
    held++;
    return true;
  }

  /** A refusal is held back no more. */
  void release() {
    held--;
    if (held == 0) {
      onRelease.run();
    }
  }

  void onRelease(Runnable then) {
    onRelease = then;
  }

  /** Whether the next request cannot be answered yet, since a refusal before it is held back. */
  boolean isHeld() {
    return held > 0 && !http2 && headDue;
  }

  /** What came of a body is not what it has to be. */
  void malformed() {
    onMalformed.accept(underWay());
  }

  /** It is being closed; returns whether it was not yet. */
  boolean leave() {
    boolean first = !left;
    left = true;
    return first;
  }

  /** Whether no request is under way. */
  boolean isQuiet() {
    return underWay.isEmpty();
  }

  /** Whether nothing is under way, and nothing of a next request has come. */
  boolean isIdle() {
    return underWay.isEmpty() && !awaitsHead && !left;
  }

  /** Whether it is idle, and has been for a while. */
  boolean isUnused(long now) {
    return isIdle() && now - quietSince > SILENT_NANOS;
  }

  /** Whether its handshake takes so long that nobody waits for it. */
  boolean isSilent(long now) {
    return handshaking && now - quietSince > SILENT_NANOS;
  }

  /** The requests under way. */
  List<UnderWay> underWay() {
    return underWay.stream().map(Pace::exchange).toList();
  }

  /** Why the whole connection is to be closed, or null. */
  Closing overdue(long now, ClientLimits limits) {
    if (left) {
      return null;
    }
    if (awaitsHead && passed(awaitedSince(), now, limits.headerTimeoutMillis())) {
      return Closing.HEADER_TIMEOUT;
    }
    long waiting = unsent.getAsLong();
    if (waiting != unsentBefore) {
      unsentBefore = waiting;
      quietSince = now;
    }
    return isQuiet() && passed(quietSince, now, limits.idleTimeoutMillis()) ? Closing.IDLE : null;
  }

  /** Over HTTP/1 a head has time while the request before it is served. */
  private long awaitedSince() {
    if (http2) {
      return headSince;
    }
    return isQuiet() ? Math.max(headSince, quietSince) : Long.MAX_VALUE;
  }

  /** Names the requests whose clients are too slow. */
  void slow(long now, ClientLimits limits, BiConsumer<UnderWay, Closing> found) {
    for (Pace pace : underWay) {
      Closing reason = pace.check(now, unsentBefore, limits);
      if (reason != null) {
        found.accept(pace.exchange(), reason);
      }
    }
  }

  private static boolean passed(long since, long now, long millis) {
    return since <= now && now - since > TimeUnit.MILLISECONDS.toNanos(millis);
  }
}

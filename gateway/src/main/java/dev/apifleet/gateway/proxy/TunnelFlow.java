package dev.apifleet.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.ThreadLocalRandom;

/** One direction of a tunnel: what comes from one side goes to the other as it is. */
final class TunnelFlow {
  private static final int CLOSE_FRAME = 0x88;
  private static final int MASKED = 0x80;
  private static final short GOING_AWAY = 1001;

  private final FrameBoundary frames = new FrameBoundary();
  private final NetSocket from;
  private final NetSocket to;
  private final boolean masked;
  private long passed;
  private boolean leaving;
  private boolean closed;

  /**
   * A flow that has not begun.
   *
   * @param masked whether the frames of this direction are, as all are that go to a server
   */
  TunnelFlow(NetSocket from, NetSocket to, boolean masked) {
    this.from = from;
    this.to = to;
    this.masked = masked;
  }

  void start() {
    from.handler(this::pass);
    from.endHandler(_ -> to.end());
    from.resume();
  }

  /** How many bytes have come. */
  long passed() {
    return passed;
  }

  private void pass(Buffer chunk) {
    passed += chunk.length();
    if (closed) {
      return;
    }
    int at = 0;
    do {
      at = frames.take(chunk, at);
    } while (at < chunk.length() && !leaving);
    to.write(at == chunk.length() ? chunk : chunk.slice(0, at));
    if (leaving && frames.isBetweenFrames()) {
      sayGoodbye();
    } else if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(_ -> from.resume());
    }
  }

  /** Says goodbye where the frame under way ends; what comes after it is dropped. */
  void leave() {
    leaving = true;
    if (frames.isBetweenFrames() && !closed) {
      sayGoodbye();
    }
  }

  private void sayGoodbye() {
    closed = true;
    Buffer frame = Buffer.buffer().appendUnsignedByte((short) CLOSE_FRAME);
    if (masked) {
      int mask = ThreadLocalRandom.current().nextInt();
      frame.appendUnsignedByte((short) (MASKED | Short.BYTES)).appendInt(mask);
      frame.appendShort((short) (GOING_AWAY ^ mask >>> Short.SIZE));
    } else {
      frame.appendByte((byte) Short.BYTES).appendShort(GOING_AWAY);
    }
    to.write(frame);
  }
}

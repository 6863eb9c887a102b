package dev.apifleet.gateway.proxy;

import io.vertx.core.buffer.Buffer;

/**
 * Follows the frames of one direction of a WebSocket (RFC 6455, 5.2), only as far as to know where
 * one ends and the next begins.
 */
final class FrameBoundary {
  private static final int FIXED = 2;
  private static final int LONGEST_HEAD = 14;
  private static final int OPCODE = 0x0f;
  private static final int CLOSE = 8;

  private final byte[] head = new byte[LONGEST_HEAD];
  private int headLength;
  private long payloadLeft;
  private boolean sawClose;

  /** Takes bytes in, up to the end of the frame that they belong to; returns where it stopped. */
  int take(Buffer chunk, int from) {
    int at = from;
    while (headLength < wantedHead()) {
      if (at == chunk.length()) {
        return at;
      }
      head[headLength++] = chunk.getByte(at++);
      payloadLeft = headLength == wantedHead() ? payload() : 0;
    }
    sawClose |= (head[0] & OPCODE) == CLOSE;
    int step = (int) Math.min(payloadLeft, chunk.length() - at);
    payloadLeft -= step;
    headLength = payloadLeft == 0 ? 0 : headLength;
    return at + step;
  }

  /** Whether a Close frame has come, after which there may be no other (RFC 6455, 5.5.1). */
  boolean sawClose() {
    return sawClose;
  }

  boolean isBetweenFrames() {
    return headLength == 0;
  }

  private int wantedHead() {
    int mask = (head[1] & 0x80) == 0 ? 0 : Integer.BYTES;
    return headLength < FIXED ? FIXED : FIXED + lengthBytes() + mask;
  }

  private int lengthBytes() {
    return switch (head[1] & 0x7f) {
      case 126 -> Short.BYTES;
      case 127 -> Long.BYTES;
      default -> 0;
    };
  }

  private long payload() {
    long length = lengthBytes() == 0 ? head[1] & 0x7f : 0;
    for (int i = 0; i < lengthBytes(); i++) {
      length = length << 8 | head[FIXED + i] & 0xff;
    }
    return length & Long.MAX_VALUE;
  }
}

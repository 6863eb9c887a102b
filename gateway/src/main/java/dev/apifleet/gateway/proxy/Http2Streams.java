package dev.apifleet.gateway.proxy;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.util.BitSet;

/**
 * The streams that one HTTP/2 client has begun, and which of them it has ended (RFC 9113, 5.1 and
 * 5.1.1). It remembers the latest; what concerns an older one is left to the decoder. A stream that
 * the gateway reset stays open here, so that what was on its way to it does no harm.
 */
final class Http2Streams {
  /** More than may be open at once, so that only streams that outlive many others are forgotten. */
  static final int REMEMBERED = 256;

  /** Ascending, as streams begin in this order, with the n-th of all at n modulo its length. */
  private final int[] ids = new int[REMEMBERED];

  private final BitSet ended = new BitSet(REMEMBERED);
  private int begun;
  private int highest;

  /** Why the connection has to end with this frame, or null. */
  Http2Error frame(int type, int flags, int stream) {
    if ((stream & 1) == 0) {
      return null;
    }
    boolean last = (flags & Http2Flags.END_STREAM) != 0;
    return switch (type) {
      case Http2FrameTypes.HEADERS -> headers(stream, last);
      case Http2FrameTypes.DATA -> ended(stream, last);
      case Http2FrameTypes.RST_STREAM -> ended(stream, true);
      default -> null;
    };
  }

  private Http2Error headers(int stream, boolean last) {
    if (stream > highest) {
      begin(stream);
    } else if (stream >= oldest()) {
      int slot = slot(stream);
      if (slot < 0) {
        return Http2Error.PROTOCOL_ERROR;
      }
      if (ended.get(slot)) {
        return Http2Error.STREAM_CLOSED;
      }
    }
    return ended(stream, last);
  }

  private void begin(int stream) {
    int slot = begun % REMEMBERED;
    ids[slot] = stream;
    ended.clear(slot);
    highest = stream;
    begun++;
  }

  /** Streams below it may have been forgotten. */
  private int oldest() {
    return begun <= REMEMBERED ? 1 : ids[begun % REMEMBERED];
  }

  private Http2Error ended(int stream, boolean last) {
    int slot = last ? slot(stream) : -1;
    if (slot >= 0) {
      ended.set(slot);
    }
    return null;
  }

  /** Where it is remembered, or -1. */
  private int slot(int stream) {
    int low = Math.max(0, begun - REMEMBERED);
    int high = begun - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int id = ids[middle % REMEMBERED];
      if (id == stream) {
        return middle % REMEMBERED;
      }
      if (id < stream) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}

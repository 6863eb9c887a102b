package dev.apifleet.gateway.cache;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stored responses as bytes. Times are written relative to the moment of writing, since the reader
 * has another clock; what passed in between it learns from Redis.
 */
final class StoredCodec {
  private static final byte VERSION = 1;

  private StoredCodec() {}

  static Buffer encode(Stored stored, long now) {
    Buffer out =
        Buffer.buffer(stored.weight())
            .appendByte(VERSION)
            .appendByte((byte) (stored.isPublic() ? 1 : 0))
            .appendLong(now - stored.bornAt())
            .appendLong(stored.freshUntil() - now)
            .appendInt(stored.headers().size());
    stored.headers().forEach(header -> append(append(out, header.getKey()), header.getValue()));
    return out.appendBuffer(stored.body());
  }

  /**
   * Reads a response.
   *
   * @param writtenAt the moment of writing, by this gateway's clock
   * @return null when it was written by another version of the codec
   */
  static Stored decode(Buffer in, long writtenAt) {
    if (in.length() == 0 || in.getByte(0) != VERSION) {
      return null;
    }
    Reader reader = new Reader(in);
    reader.at = 1;
    boolean isPublic = reader.nextByte() == 1;
    long bornAt = writtenAt - reader.nextLong();
    long freshUntil = writtenAt + reader.nextLong();
    int count = reader.nextInt();
    List<Map.Entry<String, String>> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headers.add(Map.entry(reader.nextText(), reader.nextText()));
    }
    Buffer body = in.getBuffer(reader.at, in.length());
    return new Stored(headers, body, bornAt, freshUntil, isPublic);
  }

  private static Buffer append(Buffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return out.appendInt(bytes.length).appendBytes(bytes);
  }

  private static final class Reader {
    private final Buffer in;
    private int at;

    private Reader(Buffer in) {
      this.in = in;
    }

    private byte nextByte() {
      return in.getByte(at++);
    }

    private long nextLong() {
      at += Long.BYTES;
      return in.getLong(at - Long.BYTES);
    }

    private int nextInt() {
      at += Integer.BYTES;
      return in.getInt(at - Integer.BYTES);
    }

    private String nextText() {
      int length = nextInt();
      at += length;
      return in.getString(at - length, at, "UTF-8");
    }
  }
}

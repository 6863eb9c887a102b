package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.Lifetime.Staleness;
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
  static final byte VERSION = 2;

  private StoredCodec() {}

  static Buffer encode(Stored stored, long now) {
    Lifetime life = stored.life();
    Buffer out =
        Buffer.buffer(stored.weight())
            .appendByte(VERSION)
            .appendByte((byte) (stored.isShared() ? 1 : 0))
            .appendByte((byte) life.staleness().ordinal())
            .appendInt(stored.status())
            .appendLong(life.bornAt() - now)
            .appendLong(life.freshUntil() - now)
            .appendLong(life.keepUntil() - now)
            .appendLong(life.staleWhileRevalidate())
            .appendLong(life.staleIfError())
            .appendLong(stored.label().generation());
    append(append(out, stored.label().host()), stored.label().target());
    out.appendInt(stored.label().tags().size());
    stored.label().tags().forEach(tag -> append(out, tag));
    out.appendInt(stored.headers().size());
    stored.headers().forEach(header -> append(append(out, header.getKey()), header.getValue()));
    return out.appendBuffer(stored.body());
  }

  private static Buffer append(Buffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return out.appendInt(bytes.length).appendBytes(bytes);
  }

  /**
   * Reads a response.
   *
   * @param writtenAt the moment of writing, by this gateway's clock
   * @return null when it was written by another version of the codec
   */
  static Stored decode(Buffer in, long writtenAt) {
    return in.length() == 0 || in.getByte(0) != VERSION ? null : new Reader(in).read(writtenAt);
  }

  private static final class Reader {
    private static final Staleness[] STALENESS = Staleness.values();

    private final Buffer in;
    private int at = 1;

    private Reader(Buffer in) {
      this.in = in;
    }

    private Stored read(long writtenAt) {
      boolean isShared = nextByte() == 1;
      Staleness staleness = STALENESS[nextByte()];
      int status = nextInt();
      Lifetime life =
          new Lifetime(
              writtenAt + nextLong(),
              writtenAt + nextLong(),
              writtenAt + nextLong(),
              nextLong(),
              nextLong(),
              staleness);
      long generation = nextLong();
      Label label = new Label(nextText(), nextText(), texts(), generation);
      List<Map.Entry<String, String>> headers = headers();
      return new Stored(status, headers, in.getBuffer(at, in.length()), life, isShared, label);
    }

    private List<String> texts() {
      int count = nextInt();
      List<String> texts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        texts.add(nextText());
      }
      return texts;
    }

    private List<Map.Entry<String, String>> headers() {
      int count = nextInt();
      List<Map.Entry<String, String>> headers = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        headers.add(Map.entry(nextText(), nextText()));
      }
      return headers;
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

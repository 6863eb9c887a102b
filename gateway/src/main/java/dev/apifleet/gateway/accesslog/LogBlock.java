package dev.apifleet.gateway.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of JSON that go out in one write. A lane fills it, the writer empties it; it belongs to
 * whoever has it.
 */
public final class LogBlock {
  /** As much as a pipe takes at once. */
  private static final int FULL = 64 * 1024;

  private static final byte[] BEGIN = "{\"time\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UNKNOWN = "\ufffd".getBytes(StandardCharsets.UTF_8);

  private final byte[] bytes;
  private int at;
  private int whole;
  private int lines;

  LogBlock() {
    this(FULL + Field.MOST_LINE);
  }

  private LogBlock(int length) {
    bytes = new byte[length];
  }

  /** One that takes no lines. */
  static LogBlock empty() {
    return new LogBlock(0);
  }

  boolean isFull() {
    return whole >= FULL;
  }

  boolean isEmpty() {
    return lines == 0;
  }

  int lines() {
    return lines;
  }

  void clear() {
    whole = 0;
    lines = 0;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, whole);
  }

  /** Begins a line; one that did not come to its end is forgotten. */
  void begin(long epochMillis, Timestamp clock) {
    at = whole;
    raw(BEGIN);
    clock.write(epochMillis, bytes, at);
    at += Timestamp.LENGTH;
    bytes[at++] = '"';
  }

  void end() {
    bytes[at++] = '}';
    bytes[at++] = '\n';
    whole = at;
    lines++;
  }

  /** Adds a text, unless there is none. */
  public void text(Field field, String value) {
    if (value != null && !value.isEmpty()) {
      part(field, value, 0, value.length());
    }
  }

  /** Adds a part of a text. */
  public void part(Field field, String value, int from, int to) {
    raw(field.prefix());
    bytes[at++] = '"';
    int end = Math.min(to, from + field.most());
    for (int i = from; i < end; i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
        escaped(c);
      } else if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        fourBytes(Character.toCodePoint(c, value.charAt(++i)));
      } else {
        moreBytes(c);
      }
    }
    bytes[at++] = '"';
  }

  private void escaped(char c) {
    bytes[at++] = '\\';
    if (c == '"' || c == '\\') {
      bytes[at++] = (byte) c;
    } else {
      bytes[at++] = 'u';
      bytes[at++] = '0';
      bytes[at++] = '0';
      bytes[at++] = HEX[c >> 4];
      bytes[at++] = HEX[c & 15];
    }
  }

  private void moreBytes(char c) {
    if (c < 0x800) {
      bytes[at++] = (byte) (0xc0 | c >> 6);
      bytes[at++] = continued(c);
    } else if (Character.isSurrogate(c)) {
      raw(UNKNOWN);
    } else {
      bytes[at++] = (byte) (0xe0 | c >> 12);
      bytes[at++] = continued(c >> 6);
      bytes[at++] = continued(c);
    }
  }

  private void fourBytes(int codePoint) {
    bytes[at++] = (byte) (0xf0 | codePoint >> 18);
    bytes[at++] = continued(codePoint >> 12);
    bytes[at++] = continued(codePoint >> 6);
    bytes[at++] = continued(codePoint);
  }

  private static byte continued(int bits) {
    return (byte) (0x80 | bits & 0x3f);
  }

  /** Adds a number that is not negative. */
  public void number(Field field, long value) {
    raw(field.prefix());
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at += digits;
  }

  /** Adds that something is so. */
  public void yes(Field field) {
    raw(field.prefix());
    raw(TRUE);
  }

  private void raw(byte[] text) {
    System.arraycopy(text, 0, bytes, at, text.length);
    at += text.length;
  }
}

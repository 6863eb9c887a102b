package dev.apifleet.bench.steady;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the answers of an HTTP/1.1 connection one after another, and of each no more than its
 * status, its length and whether the connection ends with it.
 */
public final class AnswerReader {
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSE = "\r\nconnection: close".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = 9;

  private byte[] head = new byte[1024];
  private int length;
  private long rest;
  private int status;
  private boolean last;

  /** Of the answer that was read last. */
  public int status() {
    return status;
  }

  /** Whether the server ends the connection with that answer. */
  public boolean isLast() {
    return last;
  }

  /** Takes what has come, and tells whether an answer is complete. */
  public boolean read(ByteBuf bytes) {
    int count = bytes.readableBytes();
    if (rest > 0) {
      rest -= count;
    } else if (!readHead(bytes, count)) {
      return false;
    }
    return rest <= 0;
  }

  private boolean readHead(ByteBuf bytes, int count) {
    if (length + count > head.length) {
      head = Arrays.copyOf(head, 2 * (length + count));
    }
    bytes.readBytes(head, length, count);
    int searched = Math.max(0, length - HEAD_END.length);
    length += count;
    int end = indexOf(HEAD_END, searched, length);
    if (end < 0) {
      return false;
    }
    status = (int) number(STATUS_AT);
    last = indexOf(CLOSE, 0, end) >= 0;
    rest = contentLength(end) - (length - end - HEAD_END.length);
    length = 0;
    return true;
  }

  private long contentLength(int end) {
    int at = indexOf(LENGTH, 0, end);
    if (at < 0) {
      throw new IllegalStateException(
          "an answer without Content-Length: "
              + new String(head, 0, end, StandardCharsets.US_ASCII));
    }
    int digits = at + LENGTH.length;
    while (head[digits] == ' ') {
      digits++;
    }
    return number(digits);
  }

  private long number(int from) {
    long number = 0;
    for (int i = from; head[i] >= '0' && head[i] <= '9'; i++) {
      number = number * 10 + head[i] - '0';
    }
    return number;
  }

  /** Where these bytes, in lower case, stand first; -1 for nowhere. */
  private int indexOf(byte[] wanted, int from, int to) {
    for (int i = from; i <= to - wanted.length; i++) {
      int same = 0;
      while (same < wanted.length && lower(head[i + same]) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 'a' - 'A') : letter;
  }
}

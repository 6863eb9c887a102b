package dev.apifleet.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/**
 * An HTTP/1.1 connection that costs its owner next to nothing: requests are bytes made beforehand,
 * and of an answer it reads the status and the length. One request at a time.
 */
final class KeptConnection {
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = 9;

  private final NetSocket socket;
  private Buffer head = Buffer.buffer();
  private long rest;
  private int status;
  private boolean closed;
  private IntConsumer then;

  KeptConnection(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::read);
    socket.exceptionHandler(_ -> socket.close());
    socket.closeHandler(_ -> lost());
  }

  /** Whether the other side has ended it. */
  boolean isClosed() {
    return closed;
  }

  /** Sends a request and tells the status of its answer; 0 where the connection ends before. */
  void ask(Buffer request, IntConsumer then) {
    this.then = then;
    socket.write(request);
  }

  void close() {
    socket.close();
  }

  private void lost() {
    closed = true;
    answered(0);
  }

  private void answered(int result) {
    IntConsumer asker = then;
    then = null;
    if (asker != null) {
      asker.accept(result);
    }
  }

  private void read(Buffer bytes) {
    if (rest > 0) {
      readBody(bytes.length());
      return;
    }
    head.appendBuffer(bytes);
    int end = indexOf(head, HEAD_END, 0);
    if (end >= 0) {
      int bodyAt = end + HEAD_END.length;
      status = (int) number(head, STATUS_AT);
      rest = contentLength(head, end);
      int there = head.length() - bodyAt;
      head = Buffer.buffer();
      readBody(there);
    }
  }

  private void readBody(int bytes) {
    rest -= bytes;
    if (rest <= 0) {
      rest = 0;
      answered(status);
    }
  }

  private static long contentLength(Buffer head, int end) {
    int at = indexOf(head, LENGTH, 0);
    if (at < 0 || at > end) {
      throw new IllegalStateException(
          "an answer without Content-Length: " + head.getString(0, end));
    }
    int digits = at + LENGTH.length;
    while (head.getByte(digits) == ' ') {
      digits++;
    }
    return number(head, digits);
  }

  private static long number(Buffer text, int from) {
    long number = 0;
    for (int i = from; Character.isDigit(text.getByte(i)); i++) {
      number = number * 10 + text.getByte(i) - '0';
    }
    return number;
  }

  /** Where these bytes, in lower case, stand first; -1 for nowhere. */
  private static int indexOf(Buffer text, byte[] wanted, int from) {
    for (int i = from; i <= text.length() - wanted.length; i++) {
      int same = 0;
      while (same < wanted.length && lower(text.getByte(i + same)) == wanted[same]) {
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

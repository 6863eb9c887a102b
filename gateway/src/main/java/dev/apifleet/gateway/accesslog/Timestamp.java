package dev.apifleet.gateway.accesslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes points in time as {@code 2026-01-31T12:00:00.000Z}. It remembers the second, since most
 * requests come in that of the one before. Confined to one event loop.
 */
final class Timestamp {
  static final int LENGTH = 24;
  private static final int MILLIS_AT = 20;

  private final byte[] text = new byte[LENGTH];
  private long second = Long.MIN_VALUE;

  void write(long epochMillis, byte[] to, int at) {
    long now = Math.floorDiv(epochMillis, 1_000);
    if (now != second) {
      byte[] whole = Instant.ofEpochSecond(now).toString().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(whole, 0, text, 0, MILLIS_AT - 1);
      text[MILLIS_AT - 1] = '.';
      text[LENGTH - 1] = 'Z';
      second = now;
    }
    int millis = (int) (epochMillis - 1_000 * now);
    text[MILLIS_AT] = (byte) ('0' + millis / 100);
    text[MILLIS_AT + 1] = (byte) ('0' + millis / 10 % 10);
    text[MILLIS_AT + 2] = (byte) ('0' + millis % 10);
    System.arraycopy(text, 0, to, at, LENGTH);
  }
}

package dev.apifleet.gateway.trace;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes the {@code traceparent} field of W3C Trace Context, level 1: {@code
 * 00-<trace>-<span>-<flags>}. Confined to one event loop.
 */
public final class TraceParent {
  /** How long a field of version 00 is. */
  public static final int LENGTH = 55;

  /** Where in the field the trace's id begins. */
  public static final int TRACE_AT = 3;

  /** Where it ends. */
  public static final int TRACE_END = 35;

  private static final int SPAN_AT = 36;
  private static final int SPAN_END = 52;
  private static final int FLAGS_AT = 53;
  private static final int HALF = 16;
  private static final String HEX = "0123456789abcdef";

  private final byte[] text =
      "00-00000000000000000000000000000000-0000000000000000-01"
          .getBytes(StandardCharsets.ISO_8859_1);

  /**
   * The field for a request to a backend: the caller's trace goes on with a span of ours. Without
   * one a trace begins that is marked as sampled, so that whoever records decides for himself.
   *
   * @param caller a valid field, or null
   */
  public String next(String caller) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (caller == null) {
      id(random, TRACE_AT);
      id(random, TRACE_AT + HALF);
      text[LENGTH - 1] = '1';
    } else {
      for (int i = TRACE_AT; i < TRACE_END; i++) {
        text[i] = (byte) caller.charAt(i);
      }
      text[LENGTH - 1] = (byte) (isSampled(caller) ? '1' : '0');
    }
    id(random, SPAN_AT);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Never zero, which would be no id. */
  private void id(ThreadLocalRandom random, int at) {
    long bits = random.nextLong();
    while (bits == 0) {
      bits = random.nextLong();
    }
    for (int i = 0; i < HALF; i++) {
      text[at + i] = (byte) HEX.charAt((int) (bits & 15));
      bits >>>= 4;
    }
  }

  private static boolean isSampled(String field) {
    return (Character.digit(field.charAt(LENGTH - 1), 16) & 1) == 1;
  }

  /**
   * Whether a caller's field can be understood. Those of later versions may be longer, as long as
   * they begin in the same way.
   */
  public static boolean isValid(String field) {
    if (field == null || field.length() < LENGTH || !isHex(field, 0, 2)) {
      return false;
    }
    return isVersion(field)
        && field.charAt(TRACE_AT - 1) == '-'
        && isId(field, TRACE_AT, TRACE_END)
        && field.charAt(TRACE_END) == '-'
        && isId(field, SPAN_AT, SPAN_END)
        && field.charAt(SPAN_END) == '-'
        && isHex(field, FLAGS_AT, LENGTH);
  }

  private static boolean isVersion(String field) {
    if (field.charAt(0) == '0' && field.charAt(1) == '0') {
      return field.length() == LENGTH;
    }
    boolean invalid = field.charAt(0) == 'f' && field.charAt(1) == 'f';
    return !invalid && (field.length() == LENGTH || field.charAt(LENGTH) == '-');
  }

  private static boolean isId(String field, int from, int to) {
    int at = from;
    while (at < to && field.charAt(at) == '0') {
      at++;
    }
    return at < to && isHex(field, at, to);
  }

  private static boolean isHex(String field, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = field.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}

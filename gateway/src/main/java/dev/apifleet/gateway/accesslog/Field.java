package dev.apifleet.gateway.accesslog;

import java.nio.charset.StandardCharsets;

/** A member of a line of the access log, in the order in which they are written. */
public enum Field {
  REQUEST_ID("requestId", 128),
  TRACE_ID("traceId", 32),
  CLIENT("client", 64),
  SUBJECT("subject"),
  ISSUER("issuer"),
  TIER("tier"),
  API_KEY("apiKey"),
  METHOD("method", 64),
  HOST("host"),
  PATH("path", 1_024),
  PROTOCOL("protocol", 16),
  ROUTE("route"),
  RULE("rule"),
  STATUS("status"),
  REQUEST_BYTES("requestBytes"),
  RESPONSE_BYTES("responseBytes"),
  DURATION_MICROS("durationMicros"),
  FIRST_BYTE_MICROS("firstByteMicros"),
  POOL("pool"),
  ENDPOINT("endpoint"),
  ATTEMPTS("attempts"),
  CACHE("cache"),
  ERROR("error", 64),
  POLICY("policy"),
  ABORTED("aborted");

  private static final int MOST_BYTES_OF_A_CHARACTER = 6;

  /** What one line can have at most. */
  static final int MOST_LINE = mostLine();

  private final String text;
  private final int most;
  private final byte[] prefix;

  Field(String text) {
    this(text, 256);
  }

  /**
   * @param most characters; what is longer is cut
   */
  Field(String text, int most) {
    this.text = text;
    this.most = most;
    this.prefix = (",\"" + text + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  private static int mostLine() {
    int bytes = 2 * Timestamp.LENGTH;
    for (Field field : values()) {
      bytes += field.prefix.length + 2 + MOST_BYTES_OF_A_CHARACTER * field.most;
    }
    return bytes;
  }

  /** Its name in the line. */
  public String text() {
    return text;
  }

  int most() {
    return most;
  }

  byte[] prefix() {
    return prefix;
  }
}

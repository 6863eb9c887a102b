package dev.apifleet.operator.deliver;

import java.time.Duration;

/**
 * How long the operator waits for a gateway.
 *
 * @param hello from the call to the first message
 * @param ack from a delivery to its ack; who needs longer is to dial again
 * @param renewal from the end of a token to the end of the stream: clocks differ
 */
record Patience(Duration hello, Duration ack, Duration renewal) {
  static final Patience USUAL =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10));
}

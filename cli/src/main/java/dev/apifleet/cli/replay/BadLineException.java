package dev.apifleet.cli.replay;

/** A line of a log that tells of no request; the message says why. */
final class BadLineException extends Exception {
  private static final long serialVersionUID = 1L;

  BadLineException(String message) {
    super(message);
  }
}

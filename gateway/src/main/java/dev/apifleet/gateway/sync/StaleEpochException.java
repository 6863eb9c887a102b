package dev.apifleet.gateway.sync;

/** A snapshot from an operator that is no longer the leader. */
final class StaleEpochException extends RuntimeException {
  StaleEpochException(long found, long seen) {
    super("refused a snapshot of epoch " + found + ", since epoch " + seen + " has been seen");
  }
}

package dev.apifleet.cli.replay;

/** How many requests were held against something, and how many of them were rejected. */
final class Tally {
  private long requests;
  private long rejected;
  private long delayed;

  void add(boolean isRejected) {
    requests++;
    rejected += isRejected ? 1 : 0;
  }

  void addDelayed() {
    delayed++;
  }

  long requests() {
    return requests;
  }

  long rejected() {
    return rejected;
  }

  /** How many would have waited for their turn. */
  long delayed() {
    return delayed;
  }
}

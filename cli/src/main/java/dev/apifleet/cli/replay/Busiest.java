package dev.apifleet.cli.replay;

/** The second with the most requests, of seconds that come one after the other. */
final class Busiest {
  private long second = Long.MIN_VALUE;
  private Tally current = new Tally();
  private long busiestSecond;
  private Tally busiest = new Tally();

  void add(long millis, boolean isRejected) {
    long now = Math.floorDiv(millis, 1_000);
    if (now != second) {
      second = now;
      current = new Tally();
    }
    current.add(isRejected);
    if (current.requests() > busiest.requests()) {
      busiest = current;
      busiestSecond = now;
    }
  }

  long millis() {
    return busiestSecond * 1_000;
  }

  Tally tally() {
    return busiest;
  }
}

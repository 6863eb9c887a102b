package dev.apifleet.gateway.accesslog;

/** One lane's way into the log: it never waits. Confined to one event loop. */
public final class LaneLog {
  private final AccessLog log;
  private final Timestamp clock = new Timestamp();
  private LogBlock block;

  LaneLog(AccessLog log) {
    this.log = log;
  }

  /**
   * Begins a line.
   *
   * @param epochMillis when the request came
   * @return what to add its members to before {@link #end}; null where the line has to be dropped
   */
  public LogBlock begin(long epochMillis) {
    if (block == null) {
      block = log.take();
    }
    if (block == null) {
      log.dropped(1);
    } else {
      block.begin(epochMillis, clock);
    }
    return block;
  }

  /** The line is whole. */
  public void end() {
    block.end();
    if (block.isFull()) {
      flush();
    }
  }

  /** Hands over what is there. */
  public void flush() {
    if (block != null && !block.isEmpty()) {
      log.give(block);
      block = null;
    }
  }
}

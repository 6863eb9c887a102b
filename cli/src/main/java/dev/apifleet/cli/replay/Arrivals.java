package dev.apifleet.cli.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The requests of all logs by time: each log is put in order as far as a bounded number of its
 * lines allows, and then they are merged.
 */
final class Arrivals implements Closeable {
  private static final int LINES_AHEAD = 4_096;

  private final List<LogFile> files = new ArrayList<>();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::millis).thenComparing(Waiting::number));
  private long lines;

  /**
   * @param number keeps lines of the same time in order
   */
  private record Waiting(LogLine line, LogFile file, long number) {
    long millis() {
      return line.millis();
    }
  }

  static Arrivals of(List<Path> logs, InputStream standardInput, BadLines bad) throws IOException {
    Arrivals arrivals = new Arrivals();
    try {
      for (Path log : logs) {
        arrivals.files.add(LogFile.open(log, standardInput, bad));
      }
    } catch (IOException e) {
      arrivals.close();
      throw e;
    }
    arrivals.files.forEach(arrivals::lookAhead);
    return arrivals;
  }

  private void lookAhead(LogFile file) {
    int ahead = 0;
    while (ahead < LINES_AHEAD && add(file)) {
      ahead++;
    }
  }

  /** The next request, or null at the end. */
  LogLine next() {
    Waiting next = waiting.poll();
    if (next == null) {
      return null;
    }
    add(next.file());
    return next.line();
  }

  private boolean add(LogFile file) {
    LogLine line = file.next();
    return line != null && waiting.add(new Waiting(line, file, lines++));
  }

  @Override
  public void close() throws IOException {
    for (LogFile file : files) {
      file.close();
    }
  }
}

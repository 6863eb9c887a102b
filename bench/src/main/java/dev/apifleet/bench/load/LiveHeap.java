package dev.apifleet.bench.load;

import dev.apifleet.bench.Command;
import dev.apifleet.bench.race.Pinned;
import java.nio.file.Path;

/** What a JVM still holds when it has collected all garbage, which it is made to do. */
final class LiveHeap {
  private static final double MEBIBYTE = 1024 * 1024;

  private LiveHeap() {}

  static double mebibytes(Pinned process) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return total(Command.run(jcmd, "" + process.pid(), "GC.class_histogram")) / MEBIBYTE;
  }

  /** From the last line of a histogram: {@code Total}, objects, bytes. */
  static long total(String histogram) {
    String last = histogram.strip().lines().toList().getLast();
    String[] words = last.strip().split("\\s+");
    if (words.length != 3 || !words[0].equals("Total")) {
      throw new IllegalStateException("no histogram: " + last);
    }
    return Long.parseLong(words[2]);
  }
}

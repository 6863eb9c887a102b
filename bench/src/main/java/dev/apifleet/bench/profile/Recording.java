package dev.apifleet.bench.profile;

import dev.apifleet.bench.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording of Java Flight Recorder in another JVM of this machine: which code has the CPU (JEP
 * 509, which counts the time in the kernel too) and what is allocated where.
 */
final class Recording {
  private static final String JCMD =
      Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
  private static final String NAME = "name=profile";

  private final String pid;
  private final Path file;

  private Recording(long pid, Path file) {
    this.pid = "" + pid;
    this.file = file;
  }

  static Recording start(long pid, Path file) {
    Recording recording = new Recording(pid, file);
    Command.run(
        JCMD,
        recording.pid,
        "JFR.start",
        NAME,
        "settings=none",
        "+jdk.CPUTimeSample#enabled=true",
        "+jdk.CPUTimeSample#throttle=1ms",
        "+jdk.ObjectAllocationSample#enabled=true",
        "+jdk.ObjectAllocationSample#throttle=1000/s",
        "+jdk.GarbageCollection#enabled=true");
    return recording;
  }

  /** Ends it. */
  Events stop() throws IOException {
    Command.run(JCMD, pid, "JFR.stop", NAME, "filename=" + file);
    Events events = new Events();
    try (RecordingFile recorded = new RecordingFile(file)) {
      while (recorded.hasMoreEvents()) {
        events.add(recorded.readEvent());
      }
    }
    return events;
  }

  /** What was recorded. */
  static final class Events {
    private final List<Sample> cpu = new ArrayList<>();
    private final List<Sample> allocations = new ArrayList<>();
    private final Set<Long> threads = new HashSet<>();
    private long pauses;

    /** Stacks of equal shares of the CPU time. */
    List<Sample> cpu() {
      return cpu;
    }

    List<Sample> allocations() {
      return allocations;
    }

    /** Nanoseconds of all collections. */
    long pauses() {
      return pauses;
    }

    private void add(RecordedEvent event) {
      switch (event.getEventType().getName()) {
        case "jdk.CPUTimeSample" -> cpu.add(new Sample(frames(event), "", 1));
        case "jdk.ObjectAllocationSample" -> {
          // The first of a thread stands for all that it has allocated before, too.
          if (!threads.add(event.getThread().getJavaThreadId())) {
            allocations.add(allocation(event));
          }
        }
        case "jdk.GarbageCollection" -> pauses += event.getDuration("sumOfPauses").toNanos();
        default -> {}
      }
    }

    private static Sample allocation(RecordedEvent event) {
      return new Sample(
          frames(event), event.getClass("objectClass").getName(), event.getLong("weight"));
    }

    private static List<String> frames(RecordedEvent event) {
      return event.getStackTrace() == null
          ? List.of()
          : event.getStackTrace().getFrames().stream().map(Events::name).toList();
    }

    private static String name(RecordedFrame frame) {
      return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName();
    }
  }

  /**
   * One of many.
   *
   * @param frames the innermost first
   * @param type of what was allocated
   */
  record Sample(List<String> frames, String type, long weight) {}
}

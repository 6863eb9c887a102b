package dev.apifleet.bench.race;

import java.time.Duration;
import java.util.Optional;

/** A gateway that can race. */
public interface Peer {
  /** As the tables call it, with its version. */
  String name();

  /** Why it does not race: what is missing on this machine, or that it cannot do the task. */
  Optional<String> absence(Task task);

  /** How long it needs load before it is as fast as it gets. */
  default Duration warmUp() {
    return Duration.ofSeconds(2);
  }

  /** Whether it is a JVM, of which one can ask what it allocated. */
  default boolean jvm() {
    return false;
  }

  /** Starts it; whether it answers yet is seen to by the one who asked. */
  Runner start(Course course);
}

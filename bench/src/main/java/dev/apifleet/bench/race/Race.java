package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A race: all are started, warmed up, and then take turns, so that what disturbs the machine for a
 * while disturbs all alike. Who cannot start or does not answer properly is left out.
 */
public final class Race {
  private final Effort effort;
  private final List<Contestant> contestants = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private Race(Effort effort) {
    this.effort = effort;
  }

  public static Standings run(Effort effort, Stream<Entry> entries) {
    Race race = new Race(effort);
    try (Cpus.Aside _ = Cpus.aside()) {
      entries.filter(entry -> effort.takes(entry.label())).forEach(race::start);
      race.run();
      return Standings.of(race.contestants, race.leftOut);
    } finally {
      race.contestants.forEach(Contestant::close);
    }
  }

  private void start(Entry entry) {
    Optional<String> absence = Contestant.absence(entry);
    if (absence.isPresent()) {
      leftOut.add(entry.label() + ": " + absence.get());
      return;
    }
    try {
      contestants.add(Contestant.start(entry));
    } catch (RuntimeException e) {
      leftOut.add(entry.label() + ": " + e.getMessage());
    }
  }

  private void run() {
    if (effort.warmUps() > 0) {
      each(Contestant::warmUp);
    }
    for (int round = 0; round < effort.rounds(); round++) {
      each(contestant -> contestant.lap(effort.time()));
    }
    each(contestant -> contestant.allocationLap(effort.time()));
  }

  private void each(Consumer<Contestant> turn) {
    for (Contestant contestant : List.copyOf(contestants)) {
      try {
        turn.accept(contestant);
      } catch (RuntimeException e) {
        leftOut.add(contestant.entry().label() + ": " + e.getMessage());
        contestants.remove(contestant);
        contestant.close();
      }
    }
  }
}

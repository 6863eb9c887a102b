package dev.apifleet.bench.race;

import dev.apifleet.bench.Aim;
import dev.apifleet.bench.Spread;
import dev.apifleet.bench.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** How a race ended. */
public record Standings(List<Place> places, List<String> leftOut) {
  private static final List<String> COLUMNS =
      List.of(
          "gateway",
          "requests/s",
          "CPU µs/request",
          "p50 ms",
          "p99 ms",
          "p99.9 ms",
          "RSS MiB",
          "bytes allocated/request");

  /** One who came to the end. */
  public record Place(
      String label,
      Spread requestsPerSecond,
      Spread cpuMicros,
      Spread p50,
      Spread p99,
      Spread p999,
      Spread rss,
      OptionalDouble allocated) {}

  static Standings of(List<Contestant> contestants, List<String> leftOut) {
    return new Standings(contestants.stream().map(Standings::place).toList(), leftOut);
  }

  private static Place place(Contestant contestant) {
    return new Place(
        contestant.entry().label(),
        spread(contestant, Lap::requestsPerSecond),
        spread(contestant, Lap::cpuMicros),
        spread(contestant, lap -> lap.found().p50()),
        spread(contestant, lap -> lap.found().p99()),
        spread(contestant, lap -> lap.found().p999()),
        spread(contestant, Lap::rssMebibytes),
        contestant.allocated());
  }

  private static Spread spread(Contestant contestant, ToDoubleFunction<Lap> figure) {
    return Spread.of(contestant.laps().stream().map(figure::applyAsDouble).toList());
  }

  /** CPU per request of the first whose label begins like this. */
  public Optional<Double> cpu(String label) {
    return place(label).map(place -> place.cpuMicros().median());
  }

  /** CPU per request of one to be at most a multiple of another's. */
  Aim cpuAim(String label, double most, String other) {
    return Aim.atMost(
        "CPU per request of " + named(label),
        most,
        " × " + named(other),
        cpu(label).flatMap(a -> cpu(other).map(b -> a / b)));
  }

  /** The most memory that it had to be at most this. */
  Aim rssAim(String label, double mebibytes) {
    return Aim.atMost(
        "RSS of " + named(label), mebibytes, " MiB", place(label).map(place -> place.rss().high()));
  }

  /** Its whole label, or what is known of it. */
  private String named(String label) {
    return place(label).map(Place::label).orElse(label);
  }

  private Optional<Place> place(String label) {
    return places.stream().filter(place -> place.label().startsWith(label)).findFirst();
  }

  /**
   * A row for each, with its CPU per request as a multiple of another's; below it which aims were
   * met and who was left out.
   */
  Table table(String title, String reference, Aim... aims) {
    List<String> notes = new ArrayList<>(Arrays.stream(aims).map(Aim::toString).toList());
    leftOut.forEach(one -> notes.add("Left out: " + one.strip().replaceAll("\\s+", " ")));
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.add(3, "× " + reference);
    return new Table(
        title, columns, places.stream().map(place -> row(place, cpu(reference))).toList(), notes);
  }

  private static Spread alone(double figure) {
    return Spread.of(List.of(figure));
  }

  private static List<Object> row(Place place, Optional<Double> reference) {
    return List.of(
        place.label(),
        place.requestsPerSecond(),
        place.cpuMicros(),
        reference
            .map(cpu -> String.format(Locale.ROOT, "%.2f", place.cpuMicros().median() / cpu))
            .orElse(""),
        alone(place.p50().median()),
        place.p99(),
        alone(place.p999().median()),
        alone(place.rss().high()),
        place.allocated().isEmpty()
            ? ""
            : String.format(Locale.ROOT, "%,.0f", place.allocated().getAsDouble()));
  }
}

package dev.apifleet.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.bench.Spread;
import dev.apifleet.bench.race.Standings.Place;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StandingsTest {
  private static final Spread ANY = new Spread(1, 1, 1);

  private static Place place(String label, double micros) {
    Spread cpu = new Spread(micros, micros, micros);
    return new Place(label, ANY, cpu, ANY, ANY, ANY, ANY, OptionalDouble.empty());
  }

  @Test
  void tellByFiguresWhetherAnAimIsMet() {
    Standings standings =
        new Standings(List.of(place("ApiFleet", 22), place("nginx", 20)), List.of());
    assertThat(standings.cpuAim("ApiFleet", 1.25, "nginx").toString()).endsWith(": 1.10, met");
    assertThat(standings.cpuAim("ApiFleet", 1.0, "nginx").toString()).endsWith(": 1.10, not met");
    assertThat(standings.cpuAim("ApiFleet", 0.6, "Envoy").toString()).endsWith(": not measured");
  }
}

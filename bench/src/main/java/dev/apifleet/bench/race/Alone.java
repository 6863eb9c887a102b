package dev.apifleet.bench.race;

import java.util.Optional;

/** The backend without a gateway: what the others cannot get below. */
record Alone(Backend backend) implements Peer {
  @Override
  public String name() {
    return "backend alone";
  }

  @Override
  public Optional<String> absence(Task task) {
    return Optional.empty();
  }

  @Override
  public Runner start(Course course) {
    return new Runner(backend.port(), backend.process(), () -> {});
  }
}

package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A bus on which some of what was told does not arrive here, or nobody learns that it was told. */
record LossyBus(Bus bus, Predicate<Told> arrives, Runnable afterPublishing) implements Bus {

  static LossyBus losing(Bus bus, Predicate<Told> arrives) {
    return new LossyBus(bus, arrives, () -> {});
  }

  @Override
  public String kind() {
    return bus.kind();
  }

  @Override
  public Uni<Void> publish(List<Told> changes) {
    return bus.publish(changes).invoke(afterPublishing);
  }

  @Override
  public void subscribe(Consumer<List<Told>> reader) {
    bus.subscribe(changes -> reader.accept(changes.stream().filter(arrives).toList()));
  }

  @Override
  public void renew() {
    bus.renew();
  }

  @Override
  public boolean stands() {
    return bus.stands();
  }

  @Override
  public void close() {
    bus.close();
  }
}

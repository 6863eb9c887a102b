package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/**
 * What carries told changes from the instance that tells them to all instances, within moments. It
 * may lose messages and repeat them: the table is the truth.
 */
interface Bus {

  /** Its kind, as {@code CHANGES_BUS} names it. */
  String kind();

  /** Done when the bus has them all. It fails with a {@link BusAway}, in bounded time. */
  Uni<Void> publish(List<Told> changes);

  /** Hands on what is told from now on, and connects again by itself, until the bus is closed. */
  void subscribe(Consumer<List<Told>> reader);

  /** Something that was told did not arrive: the subscription may be a dead one. */
  void renew();

  /** Whether messages arrive, as far as this instance knows. */
  boolean stands();

  void close();

  /** That the bus did not take what was to be told. */
  final class BusAway extends RuntimeException {
    BusAway(Throwable failure) {
      super(failure.toString(), null, false, false);
    }
  }
}

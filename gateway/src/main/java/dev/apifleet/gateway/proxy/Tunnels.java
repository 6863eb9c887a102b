package dev.apifleet.gateway.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The open tunnels of a front. Confined to one event loop. */
final class Tunnels {
  private final Set<Tunnel> open = new LinkedHashSet<>();
  private final Vertx timers;

  /** For all to leave; 0 while they stay. */
  private long within;

  Tunnels(Vertx timers) {
    this.timers = timers;
  }

  void add(Tunnel tunnel) {
    open.add(tunnel);
    if (within > 0) {
      leave(tunnel, 0);
    }
  }

  void remove(Tunnel tunnel) {
    open.remove(tunnel);
  }

  /**
   * Asks all clients to come back elsewhere: one after the other over half of the time, so that
   * they do not all do it at once.
   */
  void leave(Duration deadline) {
    within = Math.max(4, deadline.toMillis());
    List<Tunnel> all = List.copyOf(open);
    for (int i = 0; i < all.size(); i++) {
      Tunnel tunnel = all.get(i);
      long after = 1 + within / 2 * i / all.size();
      timers.setTimer(after, _ -> leave(tunnel, after));
    }
  }

  private void leave(Tunnel tunnel, long after) {
    if (open.contains(tunnel)) {
      long goodbye = Math.min(Tunnel.GOODBYE_MILLIS, within / 4);
      tunnel.leave(goodbye, Math.max(1, within - after - goodbye));
    }
  }
}

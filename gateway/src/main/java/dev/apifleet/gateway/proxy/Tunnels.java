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
  private boolean leaving;

  Tunnels(Vertx timers) {
    this.timers = timers;
  }

  void add(Tunnel tunnel) {
    open.add(tunnel);
    if (leaving) {
      tunnel.leave();
    }
  }

  void remove(Tunnel tunnel) {
    open.remove(tunnel);
  }

  /**
   * Asks all clients to come back elsewhere: one after the other over half of the time, so that
   * they do not all do it at once.
   */
  void leave(Duration within) {
    leaving = true;
    List<Tunnel> all = List.copyOf(open);
    long half = within.toMillis() / 2;
    for (int i = 0; i < all.size(); i++) {
      Tunnel tunnel = all.get(i);
      timers.setTimer(1 + half * i / all.size(), _ -> leave(tunnel));
    }
  }

  private void leave(Tunnel tunnel) {
    if (open.contains(tunnel)) {
      tunnel.leave();
    }
  }
}

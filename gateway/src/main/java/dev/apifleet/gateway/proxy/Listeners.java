package dev.apifleet.gateway.proxy;

import dev.apifleet.snapshot.ListenerConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The open ports. Called by one thread at a time. */
public final class Listeners {
  private static final Logger LOG = Logger.getLogger(Listeners.class);

  private final List<Lane> lanes;
  private final Duration finishWithin;
  private final Map<Integer, List<Front>> open = new ConcurrentHashMap<>();

  public Listeners(List<Lane> lanes, Duration finishWithin) {
    this.lanes = lanes;
    this.finishWithin = finishWithin;
  }

  /**
   * Opens what is missing, then closes what is not wanted any more.
   *
   * @return why a listener could not be opened, by its name
   */
  public Future<Map<String, String>> apply(List<ListenerConfig> wanted) {
    Map<String, String> failures = new TreeMap<>();
    List<Future<?>> openings = new ArrayList<>();
    for (ListenerConfig listener : wanted) {
      if (!open.containsKey(listener.port())) {
        openings.add(open(listener).recover(e -> failed(listener, e, failures)));
      }
    }
    return Future.join(openings).map(_ -> close(wanted, failures));
  }

  private Future<Void> open(ListenerConfig listener) {
    List<Future<Front>> fronts = lanes.stream().map(lane -> lane.open(listener)).toList();
    return Future.join(fronts)
        .<Void>map(
            _ -> {
              open.put(listener.port(), fronts.stream().map(Future::result).toList());
              LOG.infof("Listener %s: port %d is open", listener.name(), listener.port());
              return null;
            })
        .onFailure(_ -> fronts.stream().filter(Future::succeeded).forEach(this::stop));
  }

  private void stop(Future<Front> front) {
    front.result().stop(Duration.ZERO);
  }

  private static Future<Void> failed(
      ListenerConfig listener, Throwable cause, Map<String, String> failures) {
    failures.put(
        listener.name(), "cannot open port " + listener.port() + ": " + cause.getMessage());
    return Future.succeededFuture();
  }

  private Map<String, String> close(List<ListenerConfig> wanted, Map<String, String> failures) {
    Set<Integer> ports = wanted.stream().map(ListenerConfig::port).collect(Collectors.toSet());
    for (Integer port : List.copyOf(open.keySet())) {
      if (!ports.contains(port)) {
        LOG.infof("Port %d is closed", port);
        open.remove(port).forEach(front -> front.stop(finishWithin));
      }
    }
    return failures;
  }

  /** Goes on serving, but asks clients to come back on another connection. */
  public void drain() {
    open.values().forEach(fronts -> fronts.forEach(Front::drain));
  }

  /** Closes all, with the requests under way finished or out of time. */
  public Future<Void> stop() {
    return Future.join(
            open.values().stream()
                .flatMap(List::stream)
                .map(front -> front.stop(finishWithin))
                .toList())
        .mapEmpty();
  }

  /** The open ports. */
  public Set<Integer> ports() {
    return Set.copyOf(open.keySet());
  }
}

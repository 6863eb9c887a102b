package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.gateway.transport.PortTls;
import dev.apifleet.snapshot.ListenerConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The open ports. Called by one thread at a time. */
public final class Listeners {
  private static final Logger LOG = Logger.getLogger(Listeners.class);

  /** For the requests under way on a port that goes over to HTTPS or back. */
  private static final Duration CHANGE_WITHIN = Duration.ofSeconds(1);

  /** The kernel may hold a port for a moment after its socket was closed. */
  private static final long REOPEN_MILLIS = 10;

  private static final long LOOK_MILLIS = 20;

  private static final int REOPEN_TRIES = 100;

  private final List<Lane> lanes;
  private final Duration finishWithin;
  private final KeyRing keys;
  private final Map<Integer, OpenPort> open = new ConcurrentHashMap<>();

  public Listeners(List<Lane> lanes, KeyRing keys, Duration finishWithin) {
    this.lanes = lanes;
    this.keys = keys;
    this.finishWithin = finishWithin;
  }

  /**
   * What serves a port.
   *
   * @param tls null for none
   */
  private record OpenPort(PortTls tls, List<Front> fronts) {
    /** Not wanted any more. */
    Future<Void> stop(Duration deadline, Vertx timers) {
      fronts.forEach(Front::admitNoMore);
      return finish(deadline, timers);
    }

    /** All lanes end together, since until then each may be given a new connection. */
    Future<Void> finish(Duration deadline, Vertx timers) {
      Promise<Void> gone = Promise.promise();
      fronts.forEach(front -> front.leave(deadline));
      timers.setTimer(Math.max(1, deadline.toMillis()), _ -> gone.tryComplete());
      long looks =
          timers.setPeriodic(
              LOOK_MILLIS,
              _ -> {
                if (fronts.stream().allMatch(Front::isGone)) {
                  gone.tryComplete();
                }
              });
      return gone.future()
          .onComplete(_ -> timers.cancelTimer(looks))
          .compose(_ -> Future.join(fronts.stream().map(Front::close).toList()))
          .mapEmpty();
    }
  }

  /**
   * Opens what is missing and renews the TLS of what is open, then closes what is not wanted any
   * more.
   *
   * @return why a listener could not be opened, by its name
   */
  public Future<Map<String, String>> apply(List<ListenerConfig> wanted) {
    Map<String, String> failures = new TreeMap<>();
    List<Future<?>> openings = new ArrayList<>();
    for (ListenerConfig listener : wanted) {
      openings.add(openOrRenew(listener).recover(e -> failed(listener, e, failures)));
    }
    return Future.join(openings).map(_ -> close(wanted, failures));
  }

  /** A port cannot change between HTTP and HTTPS while it is open. */
  private Future<Void> openOrRenew(ListenerConfig listener) {
    OpenPort port = open.get(listener.port());
    if (port == null) {
      return open(listener);
    }
    if ((port.tls() == null) != (listener.tls() == null)) {
      open.remove(listener.port());
      LOG.infof("Port %d changes to %s", listener.port(), listener.protocol());
      return port.stop(CHANGE_WITHIN, timers()).compose(_ -> reopen(listener, REOPEN_TRIES));
    }
    if (port.tls() != null) {
      port.tls().use(keys.port(listener.tls()));
    }
    return Future.succeededFuture();
  }

  private Future<Void> reopen(ListenerConfig listener, int tries) {
    return open(listener)
        .recover(
            failure ->
                failure instanceof BindException && tries > 1
                    ? timers()
                        .timer(REOPEN_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(_ -> reopen(listener, tries - 1))
                    : Future.failedFuture(failure));
  }

  private Future<Void> open(ListenerConfig listener) {
    PortTls tls = listener.tls() == null ? null : new PortTls(keys.port(listener.tls()));
    List<Future<Front>> fronts =
        lanes.stream().map(lane -> lane.open(listener.port(), tls)).toList();
    return Future.join(fronts)
        .<Void>map(
            _ -> {
              open.put(
                  listener.port(), new OpenPort(tls, fronts.stream().map(Future::result).toList()));
              LOG.infof("Listener %s: port %d is open", listener.name(), listener.port());
              return null;
            })
        .onFailure(_ -> fronts.stream().filter(Future::succeeded).forEach(Listeners::close));
  }

  private static void close(Future<Front> front) {
    front.result().close();
  }

  private Vertx timers() {
    return lanes.getFirst().timers();
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
        open.remove(port).stop(finishWithin, timers());
      }
    }
    return failures;
  }

  /** Goes on serving, but asks clients to come back on another connection. */
  public void drain() {
    open.values().forEach(port -> port.fronts().forEach(Front::drain));
  }

  /** Closes all, with the requests under way finished or out of time. */
  public Future<Void> stop(Duration deadline) {
    return Future.join(open.values().stream().map(port -> port.finish(deadline, timers())).toList())
        .mapEmpty();
  }

  /** The open ports. */
  public Set<Integer> ports() {
    return Set.copyOf(open.keySet());
  }
}

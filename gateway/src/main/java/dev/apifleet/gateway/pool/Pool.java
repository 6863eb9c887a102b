package dev.apifleet.gateway.pool;

import dev.apifleet.gateway.load.LoadMeter;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A group of endpoints that outlives snapshots. Its members are swapped as one reference and are
 * read anew for each try, so that a retry never goes to an address that is already gone.
 */
public final class Pool {
  private final String name;
  private final LoadMeter load;
  private final AtomicInteger turns = new AtomicInteger();
  private final LongAdder retries = new LongAdder();
  private final LongAdder tunnels = new LongAdder();
  private final Map<Phase, LongAdder> breakerChanges =
      Map.of(
          Phase.CLOSED, new LongAdder(),
          Phase.OPEN, new LongAdder(),
          Phase.HALF_OPEN, new LongAdder());
  private volatile Members members = Members.NONE;

  public Pool(String name, long now) {
    this.name = name;
    this.load = new LoadMeter(now);
  }

  public String name() {
    return name;
  }

  public LoadMeter load() {
    return load;
  }

  public Members members() {
    return members;
  }

  /** WebSockets that are open. */
  public LongAdder tunnels() {
    return tunnels;
  }

  public LongAdder retries() {
    return retries;
  }

  /** How often breakers went into a state. */
  public LongAdder breakerChanges(Phase phase) {
    return breakerChanges.get(phase);
  }

  /**
   * The members by a new configuration; an endpoint of the same name and address stays the same.
   *
   * @throws IllegalArgumentException when the configuration makes no sense
   */
  public Members membersBy(PoolConfig config, EndpointsConfig endpoints) {
    Members current = members;
    Map<EndpointConfig, Endpoint> known = new LinkedHashMap<>();
    current.endpoints().forEach(endpoint -> known.put(endpoint.config(), endpoint));
    List<Endpoint> next =
        endpoints.endpoints().stream()
            .map(e -> known.containsKey(e) ? known.get(e) : new Endpoint(e, this::breakerChanged))
            .toList();
    boolean same = current.config().equals(config) && current.endpoints().equals(next);
    return same ? current : new Members(config, next);
  }

  private void breakerChanged(Phase phase) {
    breakerChanges.get(phase).increment();
  }

  /** From now on these are used. */
  public void use(Members next) {
    members = next;
  }

  /** Chooses an endpoint, another than those already tried where there is one. */
  public Choice choose(Collection<Endpoint> tried, long now) {
    Members current = members;
    if (current.isEmpty()) {
      return new Choice.NoEndpoint();
    }
    Permit permit = permit(current, tried, tried, now);
    if (permit == null && !tried.isEmpty()) {
      permit = permit(current, tried, List.of(), now);
    }
    return permit == null ? new Choice.AllOpen(current.untilNextProbe(now)) : permit;
  }

  /**
   * Another request may take a probe's place between the look and the choice: then look again. A
   * retry takes no turn, so that each new request goes to the next endpoint whatever befell the one
   * before.
   */
  private Permit permit(
      Members current, Collection<Endpoint> tried, Collection<Endpoint> without, long now) {
    Endpoint[] usable = current.usable(without, now);
    while (usable.length > 0) {
      int turn = (tried.isEmpty() ? turns.getAndIncrement() : turns.get()) & Integer.MAX_VALUE;
      Endpoint endpoint = current.balancer().choose(usable, turn);
      BreakerState admittedBy = endpoint.breaker().admit(current.config().breaker(), now);
      if (admittedBy != null) {
        return new Permit(current, endpoint, admittedBy);
      }
      usable = current.usable(without, now);
    }
    return null;
  }
}

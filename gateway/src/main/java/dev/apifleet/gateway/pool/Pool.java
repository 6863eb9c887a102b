package dev.apifleet.gateway.pool;

import dev.apifleet.gateway.load.LoadMeter;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import java.util.Collection;
import java.util.HashMap;
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
  private final PoolSite site;
  private final LoadMeter load;
  private final AtomicInteger turns = new AtomicInteger();
  private final LongAdder retries = new LongAdder();
  private final LongAdder tunnels = new LongAdder();
  private final LongAdder failovers = new LongAdder();
  private final LongAdder hedges = new LongAdder();
  private final LongAdder faults = new LongAdder();
  private final LongAdder copies = new LongAdder();
  private final LongAdder lostCopies = new LongAdder();
  private final RetryBudget retryBudget = new RetryBudget();
  private final Door door = new Door();
  private final LongAdder checksPassed = new LongAdder();
  private final LongAdder checksFailed = new LongAdder();
  private final LongAdder lookupsAnswered = new LongAdder();
  private final LongAdder lookupsFailed = new LongAdder();
  private final Map<Phase, LongAdder> breakerChanges =
      Map.of(
          Phase.CLOSED, new LongAdder(),
          Phase.OPEN, new LongAdder(),
          Phase.HALF_OPEN, new LongAdder());
  private volatile Members members = Members.NONE;

  /** What DNS answered last; null before the first answer. */
  private List<EndpointConfig> found;

  public Pool(String name, PoolSite site) {
    this.name = name;
    this.site = site;
    this.load = new LoadMeter(site.nanoTime().getAsLong());
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

  /** Requests that another pool took over. */
  public LongAdder failovers() {
    return failovers;
  }

  /** Active checks that an endpoint passed, or failed. */
  public LongAdder healthChecks(boolean passed) {
    return passed ? checksPassed : checksFailed;
  }

  /** Lookups that a name server answered, or that failed. */
  public LongAdder dnsLookups(boolean answered) {
    return answered ? lookupsAnswered : lookupsFailed;
  }

  /** Mirrored requests that were sent. */
  public LongAdder copies() {
    return copies;
  }

  /** Mirrored requests that found no place or no endpoint. */
  public LongAdder lostCopies() {
    return lostCopies;
  }

  /** How many endpoints are in a state now. */
  public int count(Usability usability) {
    return members.count(usability, site.nanoTime().getAsLong());
  }

  /** Whether an endpoint gets requests now. */
  public Usability usability(Endpoint endpoint) {
    return members.usability(endpoint, site.nanoTime().getAsLong());
  }

  /** Tries that were started beside one that took long. */
  public LongAdder hedges() {
    return hedges;
  }

  /** Tries that met a simulated fault. */
  public LongAdder faults() {
    return faults;
  }

  /** Who may come in, and who waits. */
  public Door door() {
    return door;
  }

  public RetryBudget retryBudget() {
    return retryBudget;
  }

  /** Takes a further try out of the budget, to be given back. */
  public boolean takeRetry() {
    return retryBudget.take(members.config().retryBudget(), load.underWay());
  }

  /** A further try is over. */
  public void giveRetryBack() {
    retryBudget.giveBack();
  }

  /** How often breakers went into a state. */
  public LongAdder breakerChanges(Phase phase) {
    return breakerChanges.get(phase);
  }

  /**
   * The members by a new configuration; an endpoint of the same name and address stays the same.
   *
   * @param endpoints not those of a pool that is looked up by DNS
   * @throws IllegalArgumentException when the configuration makes no sense
   */
  public synchronized Members membersBy(PoolConfig config, EndpointsConfig endpoints) {
    return build(config, config.dns() == null ? endpoints.endpoints() : foundOrCurrent());
  }

  /** From now on these are used. What DNS answered since they were built is not lost. */
  public synchronized void use(Members next) {
    if (next.config().dns() == null) {
      found = null;
      swap(next);
    } else {
      swap(build(next.config(), foundOrCurrent()));
    }
  }

  /** DNS has answered: from now on these are the endpoints. Returns whether they are others. */
  public synchronized boolean found(List<EndpointConfig> endpoints) {
    if (members.config().dns() == null) {
      return false;
    }
    Members before = members;
    found = endpoints;
    swap(build(before.config(), endpoints));
    return members != before;
  }

  /** Before the first answer a pool keeps what another source gave it. */
  private List<EndpointConfig> foundOrCurrent() {
    return found != null ? found : members.endpoints().stream().map(Endpoint::config).toList();
  }

  private Members build(PoolConfig config, List<EndpointConfig> endpoints) {
    Members current = members;
    Map<Identity, Endpoint> known = new HashMap<>();
    current.endpoints().forEach(endpoint -> known.put(Identity.of(endpoint.config()), endpoint));
    List<Endpoint> next = endpoints.stream().map(e -> endpoint(e, known)).toList();
    boolean same = current.config().equals(config) && current.endpoints().equals(next);
    return same ? current : new Members(config, next, site);
  }

  /** What an endpoint is known by when its weight or place changes. */
  private record Identity(String name, String address, int port) {
    static Identity of(EndpointConfig config) {
      return new Identity(config.name(), config.address(), config.port());
    }
  }

  /** One that joins others grows into its share; the first ones have nobody to leave it to. */
  private Endpoint endpoint(EndpointConfig config, Map<Identity, Endpoint> known) {
    Endpoint before = known.get(Identity.of(config));
    if (before != null) {
      return before.config().equals(config) ? before : before.as(config);
    }
    long now = site.nanoTime().getAsLong();
    EndpointRecord fresh = new EndpointRecord(this::breakerChanged, now);
    if (!known.isEmpty()) {
      fresh.start(now);
    }
    return new Endpoint(config, fresh);
  }

  private void breakerChanged(Phase phase) {
    breakerChanges.get(phase).increment();
    recount();
  }

  /** Perhaps more endpoints take requests now, or fewer: limits for each of them follow. */
  public void recount() {
    door.recount(() -> members.capacity(site.nanoTime().getAsLong()));
  }

  /** So many gateways share what limits the pool for all of them. */
  public void shareAmong(int gateways) {
    door.shareAmong(gateways);
  }

  /** Somebody waits: time alone may have brought endpoints back that were disabled. */
  public void recountDisabled() {
    if (!members.config().disabled().isEmpty()) {
      recount();
    }
  }

  /** The last endpoint goes behind a shut door, and the first one is there before it opens. */
  private void swap(Members next) {
    if (next.isEmpty()) {
      open(next.config(), next);
    }
    members = next;
    open(next.config(), next);
  }

  private void open(PoolConfig config, Members whose) {
    long now = site.nanoTime().getAsLong();
    door.configure(config, whose.size(), () -> whose.capacity(now), now);
  }

  /** Serves no new requests: nobody need wait for a first endpoint. Those under way go on. */
  public synchronized void retire() {
    open(Members.NONE.config(), members);
  }

  /** Why no endpoint would be chosen now, or null where one would. */
  public Choice refusal(long now) {
    Members current = members;
    return current.candidates(List.of(), 0, now).length > 0 ? null : current.refusal(now);
  }

  /** Chooses an endpoint, another than those already tried where there is one. */
  public Choice choose(Collection<Endpoint> tried, Asker asker, long now) {
    Members current = members;
    // A retry takes no turn: each new request goes on to the next endpoint, whatever befell others.
    int turn = (tried.isEmpty() ? turns.getAndIncrement() : turns.get()) & Integer.MAX_VALUE;
    long position = current.balancer().position(asker, turn);
    Permit permit = permit(current, tried, position, now);
    if (permit == null && !tried.isEmpty()) {
      permit = permit(current, List.of(), position, now);
    }
    return permit == null ? current.refusal(now) : permit;
  }

  /** Another request may take a probe's place between the look and the choice: then look again. */
  private static Permit permit(
      Members current, Collection<Endpoint> without, long position, long now) {
    Endpoint[] candidates = current.candidates(without, position, now);
    while (candidates.length > 0) {
      Endpoint endpoint = current.balancer().choose(candidates, position, now);
      BreakerState admittedBy = endpoint.breaker().admit(current.config().breaker(), now);
      if (admittedBy != null) {
        return new Permit(current, endpoint, admittedBy, now);
      }
      candidates = current.candidates(without, position, now);
    }
    return null;
  }
}

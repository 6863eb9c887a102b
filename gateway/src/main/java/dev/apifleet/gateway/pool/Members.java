package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BalancingConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Who is in a pool and how it is used, as one immutable whole that a pool swaps. */
public final class Members {
  static final Members NONE =
      new Members(
          new PoolConfig(
              "", PoolConfig.Algorithm.ROUND_ROBIN, new BreakerConfig(1, 100, 1, 1, 1, 1, 100)),
          List.of(),
          PoolSite.at(Place.UNKNOWN));

  private final PoolConfig config;
  private final Endpoint[] all;
  private final LoadBalancer balancer;
  private final Neighbourhood neighbourhood;
  private final Disabled disabled;
  private final long slowStartNanos;

  Members(PoolConfig config, Collection<Endpoint> endpoints, PoolSite site) {
    BreakerChecks.check(config.breaker());
    BalancingConfig balancing =
        Objects.requireNonNullElse(config.balancing(), BalancingConfig.DEFAULTS);
    this.config = config;
    this.all = endpoints.toArray(Endpoint[]::new);
    this.balancer = LoadBalancer.of(config.algorithm(), balancing, all);
    this.neighbourhood = Neighbourhood.of(all, balancing, site.place());
    this.disabled = new Disabled(config.disabled(), all, site);
    this.slowStartNanos = TimeUnit.MILLISECONDS.toNanos(balancing.slowStartMillis());
  }

  public PoolConfig config() {
    return config;
  }

  /** How the endpoints are spoken with. */
  public ConnectionsConfig connections() {
    return Objects.requireNonNullElse(config.connections(), ConnectionsConfig.DEFAULTS);
  }

  public LoadBalancer balancer() {
    return balancer;
  }

  public List<Endpoint> endpoints() {
    return List.of(all);
  }

  boolean isEmpty() {
    return all.length == 0;
  }

  /** How many endpoints there are, whatever their state. */
  public int size() {
    return all.length;
  }

  /**
   * The endpoints that a request at this position may go to now, without those in the list; empty
   * where there are none. Allocates nothing while all are usable.
   */
  Endpoint[] candidates(Collection<Endpoint> without, long position, long now) {
    boolean panic = panics();
    Endpoint[] near = usable(neighbourhood.near(), panic, now);
    if (neighbourhood.isAll()) {
      return ramped(minus(near, without), position, now);
    }
    boolean stays = neighbourhood.keeps(position, near.length);
    Endpoint[] first = minus(stays ? near : usable(neighbourhood.far(), panic, now), without);
    Endpoint[] left =
        first.length > 0
            ? first
            : minus(stays ? usable(neighbourhood.far(), panic, now) : near, without);
    return ramped(left, position, now);
  }

  private Endpoint[] usable(Endpoint[] from, boolean panic, long now) {
    for (Endpoint endpoint : from) {
      if (!takes(endpoint, panic, now)) {
        return keep(from, each -> takes(each, panic, now));
      }
    }
    return from;
  }

  private static Endpoint[] minus(Endpoint[] from, Collection<Endpoint> without) {
    return without.isEmpty() ? from : keep(from, endpoint -> !without.contains(endpoint));
  }

  /** Without those that grow into their share, but for as many requests as that is by now. */
  private Endpoint[] ramped(Endpoint[] from, long position, long now) {
    if (slowStartNanos > 0 && from.length > 1) {
      for (Endpoint endpoint : from) {
        if (endpoint.record().share(slowStartNanos, now) < 1) {
          Endpoint[] kept = keep(from, each -> hasTurn(each, position, now));
          return kept.length == 0 ? from : kept;
        }
      }
    }
    return from;
  }

  private boolean hasTurn(Endpoint endpoint, long position, long now) {
    double share = endpoint.record().share(slowStartNanos, now);
    // Mixed once more, so that it has nothing to do with what IpHash chooses by.
    return share >= 1 || Hash.fraction(Hash.mix(position) ^ endpoint.seed()) < share;
  }

  private static Endpoint[] keep(Endpoint[] from, Predicate<Endpoint> wanted) {
    Endpoint[] kept = new Endpoint[from.length];
    int count = 0;
    for (Endpoint endpoint : from) {
      if (wanted.test(endpoint)) {
        kept[count++] = endpoint;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private boolean takes(Endpoint endpoint, boolean panic, long now) {
    return endpoint.breaker().wouldAdmit(config.breaker(), now) && isAsked(endpoint, panic, now);
  }

  /** Whether it would get requests if only its breaker is closed. */
  private boolean isAsked(Endpoint endpoint, boolean panic, long now) {
    return (panic || passesChecks(endpoint)) && !disabled.contains(endpoint, now);
  }

  private boolean passesChecks(Endpoint endpoint) {
    return config.healthCheck() == null || endpoint.isHealthy();
  }

  /** Whether so few are healthy that the checks themselves are to be doubted. */
  private boolean panics() {
    if (config.healthCheck() == null || config.healthCheck().panicThreshold() == 0) {
      return false;
    }
    int healthy = 0;
    for (Endpoint endpoint : all) {
      healthy += endpoint.isHealthy() ? 1 : 0;
    }
    return healthy * 100 < config.healthCheck().panicThreshold() * all.length;
  }

  /** Whether an endpoint gets requests, and if not, why. */
  public Usability usability(Endpoint endpoint, long now) {
    if (disabled.contains(endpoint, now)) {
      return Usability.DISABLED;
    }
    if (!passesChecks(endpoint)) {
      return Usability.UNHEALTHY;
    }
    return endpoint.breaker().wouldAdmit(config.breaker(), now) ? Usability.USABLE : Usability.OPEN;
  }

  /** How many endpoints are in a state. */
  public int count(Usability wanted, long now) {
    int count = 0;
    for (Endpoint endpoint : all) {
      count += usability(endpoint, now) == wanted ? 1 : 0;
    }
    return count;
  }

  /** How many endpoints take requests as they come; one that is probed does not yet. */
  int capacity(long now) {
    boolean panic = panics();
    int count = 0;
    for (Endpoint endpoint : all) {
      boolean closed = endpoint.breaker().state().phase() == Phase.CLOSED;
      count += closed && isAsked(endpoint, panic, now) ? 1 : 0;
    }
    return count;
  }

  /** Why no endpoint can be chosen. */
  Choice refusal(long now) {
    if (isEmpty()) {
      return new Choice.NoEndpoint();
    }
    boolean panic = panics();
    long least = Long.MAX_VALUE;
    for (Endpoint endpoint : all) {
      if (isAsked(endpoint, panic, now)) {
        least = Math.min(least, untilProbe(endpoint, now));
      }
    }
    return least < Long.MAX_VALUE
        ? new Choice.AllOpen(least)
        : new Choice.NoneHealthy(count(Usability.UNHEALTHY, now), count(Usability.DISABLED, now));
  }

  /** Nanoseconds until a breaker may be tried again, not negative. */
  private static long untilProbe(Endpoint endpoint, long now) {
    return switch (endpoint.breaker().state()) {
      case BreakerState.Closed _ -> 0;
      case BreakerState.Open open -> Math.max(0, open.until() - now);
      case BreakerState.HalfOpen half -> Math.max(0, half.deadline() - now);
    };
  }

  /** Whether one more breaker may open: at most the given percentage, but always one. */
  boolean mayOpenOneMore() {
    long ejected =
        Arrays.stream(all).filter(e -> e.breaker().state().phase() != Phase.CLOSED).count();
    return ejected < Math.max(1, (long) all.length * config.breaker().maxEjected() / 100);
  }

  /** The state of the pool: closed while any endpoint is. */
  public Phase phase() {
    boolean halfOpen = false;
    for (Endpoint endpoint : all) {
      Phase phase = endpoint.breaker().state().phase();
      if (phase == Phase.CLOSED) {
        return Phase.CLOSED;
      }
      halfOpen |= phase == Phase.HALF_OPEN;
    }
    if (halfOpen) {
      return Phase.HALF_OPEN;
    }
    return isEmpty() ? Phase.CLOSED : Phase.OPEN;
  }
}

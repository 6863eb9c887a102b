package dev.apifleet.gateway.upkeep;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a gateway does for its pools in the background: DNS lookups and active health checks, from
 * when a pool begins to serve until it goes. All on one event loop.
 */
public final class Upkeep {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final Vertx vertx;
  private final Context context;
  private final DnsQueries queries;
  private final DnsLookup lookup;
  private final Probe probe;
  private final Pace pace;
  private final Map<Pool, PoolUpkeep> pools = new HashMap<>();

  /**
   * How DNS is asked.
   *
   * @param allowed which addresses may be endpoints
   */
  public record Dns(DnsServerAddressStreamProvider servers, Predicate<InetAddress> allowed) {
    /** By this machine's name servers. */
    public static Dns ofThisMachine() {
      return new Dns(DnsServerAddressStreamProviders.platformDefault(), Reachable::byOthersToo);
    }
  }

  /**
   * Begins nothing yet.
   *
   * @param clients makes, on one event loop, what speaks with the endpoints
   */
  public Upkeep(Vertx vertx, Dns dns, Function<ConnectionsConfig, HttpClient> clients) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.queries = new DnsQueries(dns.servers());
    this.lookup = new DnsLookup(queries, SearchList.read(RESOLV_CONF), dns.allowed());
    this.probe = new Probe(vertx, clients);
    this.pace = new Pace(new VertxTimers(vertx), () -> ThreadLocalRandom.current().nextDouble());
  }

  private record VertxTimers(Vertx vertx) implements Pace.Timers {
    @Override
    public long after(long millis, Runnable action) {
      return vertx.setTimer(millis, _ -> action.run());
    }

    @Override
    public void cancel(long id) {
      vertx.cancelTimer(id);
    }
  }

  /** From now on these pools serve too, as they are now, and those that are gone do no more. */
  public void keep(Collection<Pool> serving, Collection<Pool> gone) {
    List<Pool> wanted = List.copyOf(serving);
    context.runOnContext(
        _ -> {
          gone.forEach(this::end);
          wanted.forEach(this::adjust);
        });
  }

  /** Completes when each pool that is looked up by DNS has had a first answer, or a second. */
  public Future<Void> settled() {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(
        _ -> {
          List<Future<Void>> open =
              pools.entrySet().stream()
                  .filter(entry -> entry.getKey().members().config().dns() != null)
                  .map(entry -> entry.getValue().settled())
                  .filter(settled -> !settled.isComplete())
                  .toList();
          Future.join(open).onComplete(_ -> promise.complete());
        });
    return promise.future();
  }

  /** Ends all of it. */
  public void stop() {
    context.runOnContext(
        _ -> {
          List.copyOf(pools.keySet()).forEach(this::end);
          queries.close();
        });
  }

  private void end(Pool pool) {
    PoolUpkeep ended = pools.remove(pool);
    if (ended != null) {
      ended.stop();
    }
  }

  private void adjust(Pool pool) {
    PoolConfig config = pool.members().config();
    if (config.dns() != null || config.healthCheck() != null || pools.containsKey(pool)) {
      pools.computeIfAbsent(pool, this::upkeep).adjust();
    }
  }

  private PoolUpkeep upkeep(Pool pool) {
    HealthWatch health =
        new HealthWatch(
            pool,
            endpoint -> new EndpointCheck(pool, endpoint, this::check, pace, System::nanoTime),
            System::nanoTime);
    DnsWatch dns = new DnsWatch(pool, this::find, pace, health::adjust);
    return new PoolUpkeep(dns, health);
  }

  /** Others complete on threads of their own. */
  private Future<DnsLookup.Found> find(DnsConfig name) {
    Promise<DnsLookup.Found> here = Promise.promise();
    lookup.find(name).onComplete(found -> context.runOnContext(_ -> here.handle(found)));
    return here.future();
  }

  private void check(
      Endpoint endpoint,
      HealthCheckConfig check,
      ConnectionsConfig connections,
      EndpointCheck.Told told) {
    probe
        .check(endpoint, check, connections)
        .onSuccess(passed -> context.runOnContext(_ -> told.passed(passed)));
  }
}

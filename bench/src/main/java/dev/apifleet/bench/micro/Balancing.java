package dev.apifleet.bench.micro;

import dev.apifleet.gateway.pool.Asker;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Choosing one of ten endpoints for a request that then succeeds. */
final class Balancing {
  private static final String POOL = "shop/orders";

  private Balancing() {}

  private record Client() implements Asker {
    @Override
    public String clientKey() {
      return "10.0.0.1";
    }

    @Override
    public String header(String name) {
      return null;
    }

    @Override
    public String cookie(String name) {
      return null;
    }

    @Override
    public String queryParam(String name) {
      return null;
    }

    @Override
    public String path() {
      return "/orders";
    }
  }

  static Supplier<?> by(Algorithm algorithm) {
    Pool pool = new Pool(POOL, new PoolSite(Place.UNKNOWN, () -> 0, () -> 0));
    pool.use(
        pool.membersBy(
            new PoolConfig(POOL, algorithm, Breaking.CONFIG),
            new EndpointsConfig(POOL, endpoints())));
    Asker client = new Client();
    return () -> {
      Permit permit = (Permit) pool.choose(List.of(), client, 0);
      permit.succeeded(1_000_000);
      permit.release();
      return permit;
    };
  }

  private static List<EndpointConfig> endpoints() {
    return IntStream.range(0, 10)
        .mapToObj(i -> new EndpointConfig("orders-" + i, "10.0.1." + i, 8080))
        .toList();
  }
}

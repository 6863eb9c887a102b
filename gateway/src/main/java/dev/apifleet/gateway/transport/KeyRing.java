package dev.apifleet.gateway.transport;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BackendTls;
import dev.apifleet.snapshot.Resource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The key material that is in use or about to be, by what refers to it. What has been loaded once
 * stays as long as a snapshot refers to it, whatever becomes of the files.
 */
public final class KeyRing implements KeyLoader {
  private final KeyFolder folder;
  private final Map<ListenerTls, PortKeys> ports = new ConcurrentHashMap<>();
  private final Map<BackendTls, BackendKeys> backends = new ConcurrentHashMap<>();
  private final Map<Object, Runnable> awaited = new ConcurrentHashMap<>();
  private final MultiGauge expiry;

  public KeyRing(Path folder, MeterRegistry registry) {
    this.folder = new KeyFolder(folder);
    this.expiry =
        MultiGauge.builder("apifleet.gateway.certificate.expiry")
            .description("When a certificate in use expires, in seconds since 1970")
            .baseUnit("seconds")
            .register(registry);
  }

  @Override
  public void load(Resource resource) {
    switch (resource) {
      case ListenerConfig listener when listener.tls() != null ->
          load(listener.tls(), ports, tls -> ServerContexts.build(tls, folder));
      case PoolConfig pool when pool.connections() != null && pool.connections().tls() != null ->
          load(pool.connections().tls(), backends, tls -> BackendKeys.load(tls, folder));
      default -> {}
    }
  }

  private <T, K> void load(T tls, Map<T, K> loaded, Function<T, K> loader) {
    try {
      loaded.computeIfAbsent(tls, loader);
      awaited.remove(tls);
      measure();
    } catch (KeysAwaited e) {
      awaited.put(tls, () -> loader.apply(tls));
      throw e;
    }
  }

  /** Forgets what none of these refers to. */
  @Override
  public void retain(Collection<Encoded> served) {
    Set<Object> kept = new HashSet<>();
    for (Encoded each : served) {
      switch (each.resource()) {
        case ListenerConfig listener when listener.tls() != null -> kept.add(listener.tls());
        case PoolConfig pool when pool.connections() != null && pool.connections().tls() != null ->
            kept.add(pool.connections().tls());
        default -> {}
      }
    }
    ports.keySet().retainAll(kept);
    backends.keySet().retainAll(kept);
    awaited.clear();
    measure();
  }

  private void measure() {
    Map<String, Long> expiries = new TreeMap<>();
    Stream.concat(
            ports.values().stream().flatMap(port -> port.keys().stream()),
            backends.values().stream().flatMap(backend -> backend.certificate().stream()))
        .forEach(key -> expiries.merge(key.secret(), key.expiresAt(), Math::max));
    expiry.register(
        expiries.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                each -> MultiGauge.Row.of(Tags.of("secret", each.getKey()), each.getValue()))
            .toList(),
        true);
  }

  /** Whether some of what was missing is there by now. */
  public boolean hasArrived() {
    return awaited.values().stream().anyMatch(KeyRing::succeeds);
  }

  private static boolean succeeds(Runnable load) {
    try {
      load.run();
      return true;
    } catch (KeysAwaited _) {
      return false;
    } catch (RuntimeException _) {
      return true;
    }
  }

  /** What handshakes with clients go by. */
  public SslContext port(ListenerTls tls) {
    return ports.get(tls).context();
  }

  /** What handshakes with endpoints go by. */
  BackendKeys backend(BackendTls tls) {
    return backends.get(tls);
  }
}

package dev.apifleet.apiserver.admin.breaker;

import dev.apifleet.apiserver.cache.Caches;
import dev.apifleet.apiserver.cache.LineState;
import dev.apifleet.apiserver.requestlog.RequestLog;
import dev.apifleet.apiserver.requestlog.SinkState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All calls of this instance that are kept from what is in trouble, and how they do. */
@Startup
@ApplicationScoped
public class Breakers {

  private static final String SINK = "request-log-";
  private static final String CACHE = "redis-cache";

  private final NamedCalls calls;
  private final CircuitBreakerMaintenance maintenance;
  private final RequestLog log;
  private final Caches caches;
  private final MeterRegistry registry;
  private final Instant start;
  private final Map<String, Instant> changed = new ConcurrentHashMap<>();

  Breakers(
      NamedCalls calls,
      CircuitBreakerMaintenance maintenance,
      RequestLog log,
      Caches caches,
      MeterRegistry registry,
      Clock clock) {
    this.calls = calls;
    this.maintenance = maintenance;
    this.log = log;
    this.caches = caches;
    this.registry = registry;
    this.start = clock.instant();
    calls
        .all()
        .keySet()
        .forEach(
            name -> maintenance.onStateChange(name, state -> changed.put(name, clock.instant())));
  }

  public List<Breaker> all() {
    return Stream.concat(
            calls.all().entrySet().stream().map(call -> breaker(call.getKey(), call.getValue())),
            Stream.concat(log.states().stream().map(Breakers::breaker), Stream.of(cache())))
        .toList();
  }

  /** Closes it, whatever it has seen; empty if there is none of that name. */
  Optional<Breaker> reset(String name) {
    return isReset(name)
        ? all().stream().filter(breaker -> breaker.name().equals(name)).findFirst()
        : Optional.empty();
  }

  private boolean isReset(String name) {
    if (calls.all().containsKey(name)) {
      maintenance.reset(name);
      return true;
    }
    // the line to Redis tries by itself, twice a second
    return name.equals(CACHE) || name.startsWith(SINK) && log.tryNow(name.substring(SINK.length()));
  }

  private Breaker breaker(String name, Method method) {
    String call = method.getDeclaringClass().getName() + "." + method.getName();
    return new Breaker(
        name,
        word(maintenance.currentState(name)),
        changed.getOrDefault(name, start),
        count(call, "success"),
        count(call, "failure"),
        count(call, "circuitBreakerOpen"));
  }

  /** A sink that is away gets nothing but a try now and then, as behind an open breaker. */
  private static Breaker breaker(SinkState sink) {
    return new Breaker(
        SINK + sink.sink(),
        sink.state().equals("away") ? "open" : "closed",
        sink.since(),
        sink.written(),
        sink.failures(),
        sink.dropped());
  }

  /** A line that does not stand asks nothing, as an open breaker. */
  private Breaker cache() {
    LineState line = caches.line();
    return new Breaker(
        CACHE,
        line.stands() ? "closed" : "open",
        line.since(),
        line.answered(),
        line.failed(),
        line.prevented());
  }

  private long count(String call, String result) {
    return (long)
        registry
            .find("ft.circuitbreaker.calls.total")
            .tags("method", call, "circuitBreakerResult", result)
            .counters()
            .stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  private static String word(CircuitBreakerState state) {
    return switch (state) {
      case CLOSED -> "closed";
      case OPEN -> "open";
      case HALF_OPEN -> "half-open";
    };
  }
}

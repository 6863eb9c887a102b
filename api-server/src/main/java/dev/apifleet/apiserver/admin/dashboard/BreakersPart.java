package dev.apifleet.apiserver.admin.dashboard;

import dev.apifleet.apiserver.admin.breaker.Breaker;
import dev.apifleet.apiserver.admin.breaker.Breakers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** The state of each circuit breaker. */
@ApplicationScoped
public class BreakersPart implements DashboardPart {

  private final Breakers breakers;

  BreakersPart(Breakers breakers) {
    this.breakers = breakers;
  }

  @Override
  public String name() {
    return "circuitBreakers";
  }

  @Override
  public Uni<Map<String, Object>> read() {
    Map<String, Object> states = new TreeMap<>();
    for (Breaker breaker : breakers.all()) {
      states.put(breaker.name(), breaker.state());
    }
    return Uni.createFrom().item(states);
  }
}

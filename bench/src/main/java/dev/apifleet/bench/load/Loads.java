package dev.apifleet.bench.load;

import dev.apifleet.bench.Scenario;
import java.util.List;

/** What our gateway does under loads of all kinds. */
public final class Loads {
  public static final List<Scenario> ALL =
      List.of(
          new Latency(),
          new Routes(),
          new Overload(),
          new Reconfigure(),
          new Soak(),
          new Bodies(),
          new Tls(),
          new Http2(),
          new Connections(),
          new Cluster());

  private Loads() {}
}

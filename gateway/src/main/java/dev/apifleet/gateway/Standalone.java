package dev.apifleet.gateway;

import dev.apifleet.gateway.accesslog.AccessLog;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.overload.Shedder;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.proxy.Admission;
import dev.apifleet.gateway.proxy.Explainer;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.runtime.RouteMeters;
import dev.apifleet.gateway.runtime.RuntimeBuilder;
import dev.apifleet.gateway.runtime.RuntimeBuilder.Built;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.gateway.transport.KeyLoader;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.util.SortedMap;

/** A gateway without an operator: it knows one snapshot, and opens no port to clients. */
public final class Standalone {
  private final Vertx vertx;
  private final Lane lane;
  private final Explainer explainer;
  private final SortedMap<ResourceKey, String> rejected;

  public Standalone(
      Vertx vertx,
      Lane.Settings settings,
      Snapshot snapshot,
      FilterBuilder filters,
      MeterRegistry registry) {
    RuntimeHolder runtimes = new RuntimeHolder(registry, (_, _) -> {});
    Built built =
        new RuntimeBuilder(filters, PoolSite.at(Place.UNKNOWN), KeyLoader.NONE)
            .build(runtimes.current(), new Version(0, 0, snapshot.hash()), snapshot.resources());
    runtimes.swap(built);
    this.vertx = vertx;
    this.rejected = built.runtime().rejected();
    this.lane =
        new Lane(
            settings,
            1,
            runtimes,
            new RouteMeters("none"),
            new Admission(registry),
            new Shedder(_ -> Strain.NONE),
            new AccessLog(OutputStream.nullOutputStream(), registry).lane(),
            System::nanoTime);
    this.explainer = new Explainer(lane);
  }

  /** What of the snapshot a gateway would not serve, and why. */
  public SortedMap<ResourceKey, String> rejected() {
    return rejected;
  }

  /** What would become of a request. */
  public Future<JsonObject> explain(Explainer.Asked asked) {
    return vertx.deployVerticle(lane).compose(_ -> explainer.explain(asked));
  }
}

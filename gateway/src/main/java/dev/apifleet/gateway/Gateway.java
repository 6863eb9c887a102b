package dev.apifleet.gateway;

import dev.apifleet.gateway.accesslog.AccessLog;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.load.OwnLoad;
import dev.apifleet.gateway.overload.Shedder;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.proxy.Admission;
import dev.apifleet.gateway.proxy.BackendClients;
import dev.apifleet.gateway.proxy.Explainer;
import dev.apifleet.gateway.proxy.Flushes;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.proxy.Listeners;
import dev.apifleet.gateway.runtime.RequestHistogram;
import dev.apifleet.gateway.runtime.RouteMeters;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.gateway.runtime.RuntimeBuilder;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.gateway.sync.ApplyMeters;
import dev.apifleet.gateway.sync.FleetClient;
import dev.apifleet.gateway.sync.LoadReporter;
import dev.apifleet.gateway.sync.LocalSnapshots;
import dev.apifleet.gateway.sync.Operator;
import dev.apifleet.gateway.sync.SnapshotApplier;
import dev.apifleet.gateway.upkeep.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A gateway: its parts put together, its start and its end. */
public final class Gateway {
  private static final Duration FINISH_WITHIN = Duration.ofSeconds(25);

  private final Vertx vertx;
  private final List<Lane> lanes;
  private final Upkeep upkeep;
  private final RuntimeHolder runtimes;
  private final RequestHistogram requests;
  private final Shedder shedder;
  private final Listeners listeners;
  private final Explainer explainer;
  private final SnapshotApplier applier;
  private final FleetClient client;
  private final AccessLog accessLog;
  private volatile boolean leaving;
  private volatile long sampling;

  public Gateway(
      Vertx vertx,
      Lane.Settings settings,
      int laneCount,
      Surroundings surroundings,
      Operator operator,
      FilterBuilder filters,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.upkeep =
        new Upkeep(
            vertx,
            surroundings.dns(),
            new BackendClients(vertx, settings.keys(), 1, new Flushes())::of);
    this.runtimes = new RuntimeHolder(registry, upkeep::keep);
    this.shedder = new Shedder(surroundings.strain());
    shedder.register(registry);
    RouteMeters unrouted = new RouteMeters("none");
    this.requests =
        new RequestHistogram(() -> Stream.concat(runtimes.current().meters(), Stream.of(unrouted)));
    Admission admission = new Admission(registry);
    this.accessLog = new AccessLog(surroundings.accessLog(), registry);
    this.lanes =
        Stream.generate(
                () ->
                    new Lane(
                        settings,
                        laneCount,
                        runtimes,
                        unrouted,
                        admission,
                        shedder,
                        accessLog.lane(),
                        System::nanoTime))
            .limit(laneCount)
            .toList();
    this.listeners = new Listeners(lanes, settings.keys(), FINISH_WITHIN);
    this.explainer = new Explainer(lanes.getFirst());
    RuntimeBuilder builder =
        new RuntimeBuilder(filters, PoolSite.at(surroundings.place()), settings.keys());
    ApplyMeters meters = new ApplyMeters(registry);
    this.applier =
        new SnapshotApplier(
            vertx, builder, runtimes, upkeep::settled, listeners, settings.keys(), meters);
    OwnLoad own = new OwnLoad(shedder::requests, admission::connections, OwnLoad.processCpu());
    LoadReporter load = new LoadReporter(runtimes, own, System::nanoTime);
    this.client =
        new FleetClient(
            vertx,
            operator,
            surroundings.hosts(),
            applier,
            meters,
            load,
            new LocalSnapshots(vertx, surroundings.local(), applier));
  }

  /** Takes its event loops and begins to ask the operator what to serve. */
  public Future<Void> start() {
    accessLog.start();
    sampling =
        vertx.setPeriodic(
            Shedder.SAMPLE_MILLIS, _ -> shedder.sample(runtimes.current().settings()));
    return Future.all(lanes.stream().map(vertx::deployVerticle).toList())
        .onSuccess(_ -> client.start())
        .mapEmpty();
  }

  /** Whether requests should come here: from the first snapshot until it leaves. */
  public boolean isReady() {
    return applier.hasApplied() && !leaving;
  }

  /** Goes on serving, but lets everyone know that it will leave. */
  public void drain() {
    leaving = true;
    listeners.drain();
  }

  /** Finishes the requests under way and closes all ports. */
  public Future<Void> stop() {
    return stop(FINISH_WITHIN);
  }

  /** The same with so much time for the requests under way. */
  public Future<Void> stop(Duration finishWithin) {
    leaving = true;
    client.stop();
    upkeep.stop();
    vertx.cancelTimer(sampling);
    return listeners.stop(finishWithin).eventually(this::closeLog);
  }

  private Future<Void> closeLog() {
    return Future.all(lanes.stream().map(Lane::flushLog).toList())
        .compose(_ -> Future.fromCompletionStage(accessLog.close()));
  }

  /** What would become of a request, by what it serves now. */
  public Future<JsonObject> explain(Explainer.Asked asked) {
    return explainer.explain(asked);
  }

  /** The requests that it has served, for Prometheus. */
  public RequestHistogram requests() {
    return requests;
  }

  /** What it serves now. */
  public Runtime runtime() {
    return runtimes.current();
  }
}

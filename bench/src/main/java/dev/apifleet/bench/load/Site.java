package dev.apifleet.bench.load;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.ScratchFolder;
import dev.apifleet.bench.peer.Doors;
import dev.apifleet.bench.race.Answers;
import dev.apifleet.bench.race.Backend;
import dev.apifleet.bench.race.Cpus;
import dev.apifleet.bench.race.Load;
import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Wrk;
import dev.apifleet.bench.steady.GeneratorProcess;
import dev.apifleet.bench.steady.Outcomes;
import dev.apifleet.bench.steady.Plan;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Where our gateway is put under load: it has a CPU to itself, and the backend and this process
 * share another.
 */
final class Site implements AutoCloseable {
  /** Until the compilers are done with the gateway's hot path. */
  private static final Duration WARM_UP = Duration.ofSeconds(45);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Effort effort;
  private final ScratchFolder scratch;
  private final Vertx vertx = Vertx.vertx();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Backend backend;
  private GeneratorProcess generator;
  private int gateways;

  private Site(Effort effort, ScratchFolder scratch) {
    this.effort = effort;
    this.scratch = scratch;
    open.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    open.push(Cpus.aside());
    this.backend = Backend.start(scratch.path());
    open.push(backend);
  }

  static Site open(Effort effort) throws IOException {
    return new Site(effort, ScratchFolder.create());
  }

  Vertx vertx() {
    return vertx;
  }

  Path folder() {
    return scratch.path();
  }

  Backend backend() {
    return backend;
  }

  /** Starts a gateway, which ends with the site. */
  OurGateway gateway(String yaml, Map<String, String> environment) throws IOException {
    gateways++;
    Path own = Files.createDirectories(scratch.path().resolve("gateway-" + gateways));
    OurGateway gateway = new OurGateway(own, yaml, environment);
    open.push(gateway);
    return gateway;
  }

  OurGateway gateway(String yaml) throws IOException {
    return gateway(yaml, Map.of());
  }

  /** Starts those of others that are installed; they end with the site. */
  List<Doors> doors(Doors.House house) throws IOException {
    List<Doors> others = Doors.open(house, scratch.path().resolve("others"));
    for (Doors other : others) {
      open.push(other);
      Answers.await(other.http(), Load.PLAIN, other.process());
    }
    return others;
  }

  /** Whether it is only to show that it works. */
  boolean quick() {
    return effort.warmUps() == 0;
  }

  /** How long one measurement takes. */
  Duration time() {
    return effort.time().compareTo(SECOND) < 0 ? SECOND : effort.time();
  }

  int rounds() {
    return effort.rounds();
  }

  /** Asks until the gateway is as fast as it gets; returns what it serves in a second by then. */
  double warmUp(int port, Load load) {
    Wrk.run(port, load, warmUp());
    return perSecond(Wrk.run(port, load, quick() ? SECOND : Duration.ofSeconds(5)));
  }

  /** How long that takes. */
  Duration warmUp() {
    return quick() ? SECOND : WARM_UP;
  }

  static double perSecond(Wrk.Found found) {
    return found.requests() / found.seconds();
  }

  /** Asks at a steady rate with as many connections as usual, and never gives up. */
  Outcomes steady(int port, Load load, double perSecond) {
    return generator()
        .run(new Plan(port, request(load), perSecond, 64, SECOND.multipliedBy(60), time()));
  }

  /** What asks at steady rates, which is started when it is wanted first. */
  GeneratorProcess generator() {
    if (generator == null) {
      generator = new GeneratorProcess();
      open.push(generator);
    }
    return generator;
  }

  /** For a while in which nothing else is to be done. */
  static void wait(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  static SocketAddress address(int port) {
    return SocketAddress.inetSocketAddress(port, "127.0.0.1");
  }

  /** The bytes of a request. */
  static byte[] request(Load load) {
    StringBuilder text =
        new StringBuilder("GET " + load.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    load.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    scratch.close();
  }
}

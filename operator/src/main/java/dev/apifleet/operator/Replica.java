package dev.apifleet.operator;

import dev.apifleet.operator.deliver.FleetServer;
import dev.apifleet.operator.deliver.PublishLoop;
import dev.apifleet.operator.leader.Leadership;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One of several operators: all follow the world and listen for gateways, one publishes. */
@Singleton
class Replica {
  private static final Logger LOG = Logger.getLogger(Replica.class);
  private static final long LISTEN_AGAIN_SECONDS = 1;

  private final Leadership leadership;
  private final PublishLoop loop;
  private final FleetServer server;
  private volatile boolean stopped;

  Replica(Leadership leadership, PublishLoop loop, FleetServer server) {
    this.leadership = leadership;
    this.loop = loop;
    this.server = server;
  }

  void begin(@Observes StartupEvent event) {
    leadership.onStart(() -> loop.lead(leadership.epoch()));
    leadership.onStop(this::stop);
    loop.start().thenRunAsync(this::listen, Thread::startVirtualThread);
  }

  void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stop();
  }

  /** Gateways find no operator that is not ready, and none is that does not listen. */
  private void listen() {
    if (stopped) {
      return;
    }
    try {
      server.start();
    } catch (RuntimeException e) {
      LOG.error("gateways cannot connect, which is tried again", e);
      Executor later =
          CompletableFuture.delayedExecutor(
              LISTEN_AGAIN_SECONDS, TimeUnit.SECONDS, Thread::startVirtualThread);
      later.execute(this::listen);
    }
  }

  private void stop() {
    stopped = true;
    try {
      server.stop();
    } finally {
      loop.stop();
    }
  }
}

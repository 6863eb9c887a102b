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

/** What only the leader does: publish, and listen for gateways. */
@Singleton
class Leading {
  private final Leadership leadership;
  private final PublishLoop loop;
  private final FleetServer server;

  Leading(Leadership leadership, PublishLoop loop, FleetServer server) {
    this.leadership = leadership;
    this.loop = loop;
    this.server = server;
  }

  void begin(@Observes StartupEvent event) {
    leadership.onStart(this::start);
    leadership.onStop(this::stop);
  }

  void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stop();
  }

  private void start() {
    loop.start(leadership.epoch());
    server.start();
  }

  private void stop() {
    server.stop();
    loop.stop();
  }
}

package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.background.Repeat;
import dev.apifleet.apiserver.database.Committed;
import dev.apifleet.apiserver.database.Database;
import dev.apifleet.apiserver.database.TurnedBack;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what tells changes, with the bus that is configured, and starts it. */
@Singleton
final class ChangeBeans {

  /** Before the end of the delay; what is not told by then is cut off. */
  private static final Duration ALL_TOLD = Duration.ofMillis(1500);

  /** Streams whose credentials are revoked end within about two of these. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private Runnable stopPulse = () -> {};
  private Repeat standing;

  @Produces
  @Singleton
  Bus bus(
      ChangesConfig config,
      Instance<Redis> redis,
      Vertx vertx,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return switch (config.bus()) {
      case REDIS -> new RedisBus(redis.get(), vertx);
      case KAFKA -> new KafkaBus(kafka);
    };
  }

  @Produces
  @Singleton
  Memory memory(ChangesConfig config) {
    return new Memory(config.remembered(), 16L * 1024 * 1024);
  }

  @Produces
  @Singleton
  Feed feed(
      Memory memory,
      ChangeTable table,
      Bus bus,
      ChangeMetrics metrics,
      Event<TurnedBack> turnedBack) {
    return new Feed(memory, table, bus, metrics, () -> turnedBack.fire(new TurnedBack()));
  }

  @Produces
  @Singleton
  Relay relay(Database database, ChangeTable table, Bus bus, ChangeMetrics metrics, Clock clock) {
    return new Relay(database, table, bus, metrics, clock);
  }

  @Produces
  @Singleton
  Streams streams(
      Feed feed,
      Memory memory,
      ChangeTable table,
      ChangesConfig config,
      ChangeMetrics metrics,
      Clock clock) {
    return new Streams(feed, memory, table, config, metrics, clock);
  }

  @Produces
  @Singleton
  Pulse pulse(Relay relay, Feed feed, Streams streams) {
    return new Pulse(relay, feed, streams);
  }

  void start(@Observes StartupEvent event, Feed feed, Pulse pulse, Streams streams, Vertx vertx) {
    feed.start();
    stopPulse = pulse.start(vertx);
    standing = Repeat.every(BETWEEN_QUESTIONS, vertx, streams::reconsider);
  }

  void told(@Observes Committed event, Outbox outbox, Relay relay) {
    if (outbox.appendedLately()) {
      relay.wake();
    }
  }

  /** Within the delay of a shutdown, in which gateways learn that this instance leaves. */
  void leave(
      @Observes ShutdownDelayInitiatedEvent event,
      @ConfigProperty(name = "quarkus.shutdown.delay") Duration delay,
      Streams streams) {
    Duration goodbye = delay.minus(ALL_TOLD);
    streams.leave(goodbye.isPositive() ? goodbye : Duration.ofMillis(1));
  }

  void stop(@Observes ShutdownEvent event, Bus bus) {
    stopPulse.run();
    standing.close();
    bus.close();
  }
}

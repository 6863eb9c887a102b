package dev.apifleet.apiserver.apikey.credential;

import dev.apifleet.apiserver.redis.RedisChannel;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Makes this instance forget a credential at once when any issuer says that it changed. */
@ApplicationScoped
public class CredentialChanges {

  private static final String CHANNEL = "apifleet:identity";

  private final Redis redis;
  private final Vertx vertx;
  private final OpaqueCredentials credentials;
  private RedisChannel channel;

  CredentialChanges(Redis redis, Vertx vertx, OpaqueCredentials credentials) {
    this.redis = redis;
    this.vertx = vertx;
    this.credentials = credentials;
  }

  void start(@Observes StartupEvent event) {
    channel = new RedisChannel(redis, vertx, CHANNEL, credentials::forget, credentials::forgetAll);
  }

  void stop(@Observes ShutdownEvent event) {
    channel.close();
  }
}

package dev.apifleet.apiserver.apikey.credential;

import dev.apifleet.apiserver.identity.mirror.RedisChannel;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Makes this instance forget a credential at once when any issuer says that it changed. */
@ApplicationScoped
public class CredentialChanges {

  private static final String CHANNEL = "apifleet:identity";

  private final ReactiveRedisDataSource redis;
  private final Vertx vertx;
  private final OpaqueCredentials credentials;
  private RedisChannel channel;

  CredentialChanges(ReactiveRedisDataSource redis, Vertx vertx, OpaqueCredentials credentials) {
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

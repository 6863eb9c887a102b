package dev.apifleet.gateway.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;

/** A Redis that is never there, for a gateway that has none. */
public final class NoRedis implements Redis {
  private static <T> Future<T> away() {
    return Future.failedFuture("there is no Redis");
  }

  @Override
  public Future<RedisConnection> connect() {
    return away();
  }

  @Override
  public Redis connect(Handler<AsyncResult<RedisConnection>> handler) {
    handler.handle(away());
    return this;
  }

  @Override
  public void close() {}

  @Override
  public Future<Response> send(Request command) {
    return away();
  }

  @Override
  public Redis send(Request command, Handler<AsyncResult<Response>> handler) {
    handler.handle(away());
    return this;
  }

  @Override
  public Future<List<Response>> batch(List<Request> commands) {
    return away();
  }

  @Override
  public Redis batch(List<Request> commands, Handler<AsyncResult<List<Response>>> handler) {
    handler.handle(away());
    return this;
  }
}

package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.Sha256;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** An issuer as it writes into Redis, by the published layout. */
final class IssuerDesk {
  private final Redis redis;

  IssuerDesk(Vertx vertx, String uri) {
    this.redis = Redis.createClient(vertx, uri);
  }

  void put(String prefix, String secret, String... fields) {
    Request write = Request.cmd(Command.HSET).arg(prefix + Sha256.of(secret));
    for (String field : fields) {
      write.arg(field);
    }
    send(write);
  }

  void drop(String prefix, String secret) {
    send(Request.cmd(Command.DEL).arg(prefix + Sha256.of(secret)));
  }

  void tell(String prefix, String secret) {
    tell(prefix + Sha256.of(secret));
  }

  /** All keys are there. */
  void mark() {
    send(Request.cmd(Command.SET).arg("apifleet:mirror:api-keys").arg("of this Redis"));
  }

  void empty() {
    send(Request.cmd(Command.FLUSHALL));
  }

  void revokeToken(String issuer, String id) {
    String name = IssuerStore.REVOKED_ID + Sha256.of(issuer + "\n" + id);
    send(Request.cmd(Command.SET).arg(name).arg("1").arg("EX").arg(3600));
    tell(name);
  }

  void revokeSubject(String issuer, String subject, long issuedBeforeSeconds) {
    String name = IssuerStore.REVOKED_SUBJECT + Sha256.of(issuer + "\n" + subject);
    send(Request.cmd(Command.SET).arg(name).arg(issuedBeforeSeconds).arg("EX").arg(3600));
    tell(name);
  }

  private void tell(String name) {
    send(Request.cmd(Command.PUBLISH).arg(IssuerStore.CHANNEL).arg(name));
  }

  Response send(Request request) {
    return redis.send(request).toCompletionStage().toCompletableFuture().join();
  }
}

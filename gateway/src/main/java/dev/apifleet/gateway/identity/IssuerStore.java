package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What issuers write into Redis and gateways only read: API keys and sessions by digest, and which
 * tokens were revoked. The layout is a contract, told in docs/identity.md.
 */
final class IssuerStore {
  /** Issuers publish here the name of each key that they have changed. */
  static final String CHANNEL = "apifleet:identity";

  static final String API_KEY = "apifleet:apikey:";
  static final String SESSION = "apifleet:session:";
  static final String REVOKED_ID = "apifleet:revoked:jti:";
  static final String REVOKED_SUBJECT = "apifleet:revoked:sub:";

  private static final Logger LOG = Logger.getLogger(IssuerStore.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final RedisLink link;
  private final RedisGuard guard = new RedisGuard("identity", TIMEOUT);

  IssuerStore(Redis redis) {
    this.link = new RedisLink(redis);
  }

  /** The credential of that name; one that is not written as it should be is none. */
  Future<Optional<StoredCredential>> credential(String name) {
    Request read = Request.cmd(Command.HMGET).arg(name);
    StoredCredential.FIELDS.forEach(read::arg);
    return guard.call(() -> link.send(read)).map(values -> credential(name, values));
  }

  private static Optional<StoredCredential> credential(String name, Response values) {
    try {
      return Optional.ofNullable(StoredCredential.read(values));
    } catch (IllegalArgumentException | ArithmeticException e) {
      LOG.warnf(
          "%s… is not accepted: %s", name.substring(0, name.lastIndexOf(':') + 13), e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether the token was revoked, by itself or with all that its subject had until some time. */
  Future<Boolean> isRevoked(Revocable token) {
    return guard.call(
        () -> {
          Future<Boolean> byId = isRevokedById(token.idName());
          Future<Boolean> bySubject =
              link.send(Request.cmd(Command.GET).arg(token.subjectName()))
                  .map(answer -> answer != null && token.isIssuedBefore(answer.toString()));
          return Future.all(byId, bySubject).map(_ -> byId.result() || bySubject.result());
        });
  }

  private Future<Boolean> isRevokedById(String name) {
    return name == null
        ? Future.succeededFuture(false)
        : link.send(Request.cmd(Command.EXISTS).arg(name)).map(answer -> answer.toInteger() > 0);
  }
}

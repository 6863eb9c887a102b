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

  /** What an issuer sets that writes all keys anew where Redis has lost them; last of all. */
  private static final String ALL_KEYS = "apifleet:mirror:api-keys";

  private static final Logger LOG = Logger.getLogger(IssuerStore.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final RedisLink link;
  private final RedisGuard guard = new RedisGuard("identity", TIMEOUT);
  private volatile boolean filledByIssuer;

  IssuerStore(Redis redis) {
    this.link = new RedisLink(redis);
  }

  /**
   * The credential of that name; one that is not written as it should be is none. Fails where an
   * API key is not there and its issuer has yet to fill a Redis that was emptied.
   */
  Future<Optional<StoredCredential>> credential(String name) {
    Request read = Request.cmd(Command.HMGET).arg(name);
    StoredCredential.FIELDS.forEach(read::arg);
    return name.startsWith(API_KEY)
        ? guard.call(() -> key(read)).compose(key -> ifComplete(key, credential(name, key.values)))
        : guard.call(() -> link.send(read)).map(values -> credential(name, values));
  }

  private record Key(Response values, boolean allThere) {}

  private Future<Key> key(Request read) {
    Future<Response> allThere = link.send(Request.cmd(Command.EXISTS).arg(ALL_KEYS));
    Future<Response> values = link.send(read);
    return Future.all(allThere, values)
        .map(_ -> new Key(values.result(), allThere.result().toInteger() > 0));
  }

  /** Not every issuer says so: it counts once it was seen. */
  private Future<Optional<StoredCredential>> ifComplete(Key key, Optional<StoredCredential> found) {
    if (key.allThere) {
      filledByIssuer = true;
    }
    return found.isEmpty() && filledByIssuer && !key.allThere
        ? Future.failedFuture("API keys are being written to Redis again")
        : Future.succeededFuture(found);
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

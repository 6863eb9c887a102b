package dev.apifleet.apiserver.apikey.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.apiserver.apikey.ApiKeys;
import dev.apifleet.apiserver.apikey.DemoKey;
import dev.apifleet.apiserver.apikey.KeyFormat;
import dev.apifleet.apiserver.hash.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Finds out what a key or session allows: in memory, then in Redis, then, for keys of ours, in
 * PostgreSQL. What memory holds is never older than half a second, so that a revocation acts within
 * one even if nobody tells of it.
 */
@ApplicationScoped
public class OpaqueCredentials {

  static final String KEY = "apifleet:apikey:";
  static final String SESSION = "apifleet:session:";

  private static final Logger LOG = Logger.getLogger(OpaqueCredentials.class);
  private static final Lookup UNKNOWN = new Lookup.Unknown();
  private static final Lookup AWAY = new Lookup.Away();
  private static final int LONGEST = 1024;
  private static final int MOST_KEPT = 20_000;
  private static final Duration KEPT = Duration.ofMillis(500);

  /** Look-ups, under way or done, by the name in Redis; their time counts from their beginning. */
  private final Cache<String, Uni<Lookup>> recent =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

  private final RedisCredentials redis;
  private final ApiKeys keys;
  private final DemoKey demoKey;

  OpaqueCredentials(RedisCredentials redis, ApiKeys keys, DemoKey demoKey) {
    this.redis = redis;
    this.keys = keys;
    this.demoKey = demoKey;
  }

  /** Somebody says that this credential changed; it is read again by the next request. */
  void forget(String name) {
    recent.invalidate(name);
  }

  void forgetAll() {
    recent.invalidateAll();
  }

  /** Never fails; may complete on any thread. */
  Uni<Lookup> find(OpaqueRequest request) {
    String text = request.credential();
    boolean ours = KeyFormat.isMarked(text);
    if (text.isEmpty() || text.length() > LONGEST || ours && !KeyFormat.isWellFormed(text)) {
      return Uni.createFrom().item(UNKNOWN);
    }
    String hash = Sha256.of(text);
    if (demoKey.isOutlawed(hash)) {
      return Uni.createFrom().item(UNKNOWN);
    }
    boolean inDatabase = ours || demoKey.isKnown(hash);
    return !request.maySession() || inDatabase
        ? key(hash, inDatabase)
        : session(hash)
            .chain(
                lookup ->
                    lookup instanceof Lookup.Unknown
                        ? key(hash, false)
                        : Uni.createFrom().item(lookup));
  }

  private Uni<Lookup> session(String hash) {
    return recent.get(SESSION + hash, name -> once(inRedis(name)));
  }

  private Uni<Lookup> key(String hash, boolean inDatabase) {
    return recent.get(
        KEY + hash,
        name -> once(inDatabase ? inRedis(name).chain(it -> orOurs(it, hash)) : inRedis(name)));
  }

  private static Uni<Lookup> once(Uni<Lookup> lookup) {
    return lookup.memoize().indefinitely();
  }

  private Uni<Lookup> inRedis(String name) {
    return lookup(redis.read(name));
  }

  /** Redis may be away, or not know the key yet; PostgreSQL is sure. */
  private Uni<Lookup> orOurs(Lookup inRedis, String hash) {
    return inRedis instanceof Lookup.Found
        ? Uni.createFrom().item(inRedis)
        : lookup(keys.credential(hash));
  }

  private static Uni<Lookup> lookup(Uni<Map<String, String>> fields) {
    return fields
        .map(StoredCredential::read)
        .map(read -> read.<Lookup>map(Lookup.Found::new).orElse(UNKNOWN))
        .onFailure()
        .invoke(failure -> LOG.debugf("credentials cannot be read: %s", failure))
        .onFailure()
        .recoverWithItem(AWAY);
  }
}

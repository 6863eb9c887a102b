package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.database.Database;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.KeyScanArgs;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * API keys of ours that Redis has and the database has not, as after a restore from a backup:
 * nobody could revoke them any more. Keys of other issuers, which have no version, are left alone.
 */
@ApplicationScoped
public class OrphanedKeys {

  private static final int AT_ONCE = 200;
  private static final String KNOWN = "select keyHash from api_key where keyHash in (:hashes)";
  private static final String REMOVE =
      """
      if redis.call('HEXISTS', KEYS[1], 'version') == 0 then return 0 end
      redis.call('DEL', KEYS[1])
      redis.call('PUBLISH', 'apifleet:identity', KEYS[1])
      return 1
      """;

  private final ReactiveRedisDataSource redis;
  private final Database database;

  OrphanedKeys(ReactiveRedisDataSource redis, Database database) {
    this.redis = redis;
    this.database = database;
  }

  /** A key is in the database before it is in Redis, so what is not there now never will be. */
  Uni<Void> remove() {
    return redis
        .key()
        .scan(new KeyScanArgs().match(RedisApiKeys.KEY + "*").count(AT_ONCE))
        .toMulti()
        .map(name -> name.substring(RedisApiKeys.KEY.length()))
        .group()
        .intoLists()
        .of(AT_ONCE)
        .onItem()
        .transformToUniAndConcatenate(this::removeOf)
        .collect()
        .last();
  }

  private Uni<Void> removeOf(List<String> hashes) {
    return database
        .read(
            session ->
                session
                    .createSelectionQuery(KNOWN, String.class)
                    .setParameter("hashes", hashes)
                    .getResultList())
        .chain(known -> removeAll(without(hashes, known)));
  }

  private static Set<String> without(List<String> hashes, List<String> known) {
    Set<String> orphans = new HashSet<>(hashes);
    orphans.removeAll(Set.copyOf(known));
    return orphans;
  }

  private Uni<Void> removeAll(Set<String> hashes) {
    return Multi.createFrom()
        .iterable(hashes)
        .onItem()
        .transformToUniAndConcatenate(
            hash -> redis.execute("EVAL", REMOVE, "1", RedisApiKeys.KEY + hash))
        .collect()
        .last()
        .replaceWithVoid();
  }
}

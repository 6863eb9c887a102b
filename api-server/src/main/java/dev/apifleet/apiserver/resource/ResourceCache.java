package dev.apifleet.apiserver.resource;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A read cache that is never needed: whatever fails in it is a miss, or a note in the log. */
@ApplicationScoped
public class ResourceCache {

  private static final Logger LOG = Logger.getLogger(ResourceCache.class);

  private final RedisResources redis;

  ResourceCache(RedisResources redis) {
    this.redis = redis;
  }

  Uni<Optional<ResourceView>> read(long id) {
    return redis.get(id).onFailure().recoverWithItem(Optional.empty());
  }

  Uni<Void> fill(ResourceView view) {
    return redis.fill(view).onFailure().recoverWithNull();
  }

  /** Where Redis is away, an entry that survives there is served until its time is over. */
  Uni<Void> invalidate(long id) {
    return redis
        .invalidate(id)
        .onFailure()
        .invoke(failure -> LOG.debugf("resource %d stays cached: %s", id, failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}

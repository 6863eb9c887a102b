package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.cache.CacheLimits;
import dev.apifleet.apiserver.cache.CacheTags;
import dev.apifleet.apiserver.cache.Caches;
import dev.apifleet.apiserver.cache.GatewayPurges;
import dev.apifleet.apiserver.cache.TwoLevelCache;
import dev.apifleet.apiserver.database.TurnedBack;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is kept of resources, here and in the gateways; whatever fails in it is a miss. */
@ApplicationScoped
public class ResourceCache {

  static final CacheTags TAGS = new CacheTags("resource");

  private final TwoLevelCache<ResourceView> views;
  private final GatewayPurges gateways;

  ResourceCache(Caches caches) {
    this.views = caches.cache("resource-2", ResourceView.class, CacheLimits.USUAL);
    this.gateways = caches.gateways();
  }

  void forget(@Observes TurnedBack event) {
    gateways.purge(TAGS.all());
  }

  Uni<Optional<ResourceView>> get(long id, TwoLevelCache.Load<ResourceView> load) {
    return views.get(id, load);
  }

  /** To be called when these were changed or deleted, or some created, before that is told. */
  Uni<Void> changed(Collection<Long> ids) {
    gateways.purge(List.of(TAGS.ofLists()));
    ids.forEach(id -> gateways.purge(TAGS.changedBy(id)));
    return views.invalidate(ids);
  }
}

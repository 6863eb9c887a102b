package dev.apifleet.apiserver.change;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;

/** The changes of the whole fleet, as they happen. */
public interface Changes {

  /**
   * What the caller may see of what is wanted, from now on, in order. It fails with a {@link
   * StreamEnded}, whose code tells why: the reader is too slow, this instance leaves, or the
   * caller's credential is over.
   */
  Multi<Told> stream(ChangeFilter filter, SecurityIdentity identity);
}

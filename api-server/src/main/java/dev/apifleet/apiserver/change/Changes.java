package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import io.smallrye.mutiny.Multi;

/** The changes of the whole fleet, as they happen. */
public interface Changes {

  /**
   * What the caller may see of what is wanted, from now on, in order. It fails with a {@link
   * StreamEnded}, whose code tells why: the reader is too slow, or this instance leaves. When the
   * caller's token expires is for the caller of this method to watch.
   */
  Multi<Told> stream(ChangeFilter filter, Caller caller);
}

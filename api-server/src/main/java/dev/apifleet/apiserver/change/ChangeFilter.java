package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import java.util.Set;

/** Which changes a reader wants; an empty set wants all. */
public record ChangeFilter(Set<String> types, Set<Long> ids) {

  public static final ChangeFilter ALL = new ChangeFilter(Set.of(), Set.of());

  public ChangeFilter {
    types = Set.copyOf(types);
    ids = Set.copyOf(ids);
  }

  boolean wants(Change change) {
    return (types.isEmpty() || types.contains(change.type()))
        && (ids.isEmpty() || ids.contains(change.id()));
  }

  /** Whether the caller may see it: what has an owner is the owner's. */
  static boolean visible(Change change, Caller caller) {
    return change.owner() == null
        || change.owner().equals(caller.subject())
        || caller.may(change.type() + "s:read-any");
  }
}

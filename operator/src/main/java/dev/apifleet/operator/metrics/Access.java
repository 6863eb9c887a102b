package dev.apifleet.operator.metrics;

import java.util.Optional;

/** Asks Kubernetes who a caller is, and what one may do. Blocks; throws when there is no answer. */
interface Access {
  /** Something that a caller wants to read. */
  record Wish(String group, String resource, String namespace, String name) {}

  /** Whose token it is; empty: nobody's. */
  Optional<Caller> authenticate(String token);

  boolean mayGet(Caller caller, Wish wish);
}

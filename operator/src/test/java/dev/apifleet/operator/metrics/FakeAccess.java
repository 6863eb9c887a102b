package dev.apifleet.operator.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens and rights in memory. */
final class FakeAccess implements Access {
  final Map<String, Caller> tokens = new HashMap<>();
  final List<String> asked = new ArrayList<>();
  String allowedUser = "";
  boolean down;

  @Override
  public synchronized Optional<Caller> authenticate(String token) {
    return Optional.ofNullable(tokens.get(token));
  }

  @Override
  public synchronized boolean mayGet(Caller caller, Wish wish) {
    if (down) {
      throw new IllegalStateException("the API server is away");
    }
    asked.add(
        "%s %s.%s %s/%s"
            .formatted(
                caller.user(), wish.resource(), wish.group(), wish.namespace(), wish.name()));
    return caller.user().equals(allowedUser);
  }
}

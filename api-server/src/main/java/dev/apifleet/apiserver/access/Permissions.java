package dev.apifleet.apiserver.access;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What each role may do. */
final class Permissions {

  private static final Set<String> USER =
      Set.of("resources:create", "resources:update", "resources:delete");

  private static final Map<String, Set<String>> OF_ROLE = Map.of("user", USER, "admin", USER);

  private Permissions() {}

  static Set<String> of(Collection<String> roles) {
    return roles.stream()
        .flatMap(role -> OF_ROLE.getOrDefault(role, Set.of()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}

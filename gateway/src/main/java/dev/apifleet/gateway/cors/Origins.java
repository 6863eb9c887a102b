package dev.apifleet.gateway.cors;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The origins that a policy allows, in lower case; {@code *.} stands for any labels in front. */
final class Origins {
  private static final String ALL = "*";
  private static final String LABELS = "*.";

  private final Set<String> exact = new HashSet<>();
  private final List<Wildcard> wildcards;
  private final boolean all;

  /** What stands before and behind the star. */
  private record Wildcard(String before, String behind) {
    boolean matches(String origin) {
      int end = origin.length() - behind.length();
      return end > before.length()
          && origin.startsWith(before)
          && origin.endsWith(behind)
          && isHostName(origin, before.length(), end);
    }

    private static boolean isHostName(String text, int from, int to) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.') {
          return false;
        }
      }
      return true;
    }
  }

  Origins(List<String> allowed) {
    all = allowed.contains(ALL);
    wildcards =
        allowed.stream().filter(origin -> origin.contains(LABELS)).map(Origins::wildcard).toList();
    allowed.stream().filter(origin -> !origin.contains(LABELS)).forEach(exact::add);
  }

  private static Wildcard wildcard(String origin) {
    int star = origin.indexOf(LABELS);
    return new Wildcard(origin.substring(0, star), origin.substring(star + 1));
  }

  /** Whether every origin is allowed. */
  boolean isAll() {
    return all;
  }

  boolean allows(String origin) {
    if (all || exact.contains(origin)) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    if (exact.contains(lower)) {
      return true;
    }
    for (int i = 0; i < wildcards.size(); i++) {
      if (wildcards.get(i).matches(lower)) {
        return true;
      }
    }
    return false;
  }
}

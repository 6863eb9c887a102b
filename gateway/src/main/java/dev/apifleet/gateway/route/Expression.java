package dev.apifleet.gateway.route;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/**
 * A regular expression (RE2) that whole texts are asked for. The literal text that it begins with
 * is compared and not matched; what follows is often the same for many routes, and compiled once
 * for all.
 *
 * @param rest what follows the beginning, or null for nothing
 */
record Expression(String beginning, Pattern rest) {
  /** As long as anyone uses them. */
  private static final LoadingCache<String, Pattern> COMPILED =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build(Pattern::compile);

  /** These ask what comes before them, or make parts of a text literal. */
  private static final List<String> LOOK_BACK = List.of("^", "\\A", "\\b", "\\B", "\\Q", "\\E");

  /**
   * Compiles one.
   *
   * @throws PatternSyntaxException when it is none of RE2, whose time is linear in the text: no
   *     expression may hold an event loop
   */
  static Expression of(String text) {
    Pattern whole = COMPILED.get(text);
    String beginning = Beginning.of(text);
    int start = text.startsWith("^") ? 1 : 0;
    String rest = text.substring(start + beginning.length());
    if (beginning.isEmpty() || !standsAlone(rest)) {
      return new Expression("", whole);
    }
    return new Expression(beginning, rest.isEmpty() ? null : COMPILED.get(rest));
  }

  /** In a class, {@code ^} does not look back. */
  private static boolean standsAlone(String rest) {
    String others = rest.replace("[^", "[");
    return LOOK_BACK.stream().noneMatch(others::contains);
  }

  boolean matches(String text) {
    if (!text.startsWith(beginning)) {
      return false;
    }
    return rest == null
        ? text.length() == beginning.length()
        : rest.matcher(beginning.isEmpty() ? text : text.substring(beginning.length())).matches();
  }
}

package dev.apifleet.gateway.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The domains in which this machine looks for names that are not complete. A name is tried as it
 * stands first, so that no domain of the cluster can take the place of a name outside.
 */
record SearchList(List<String> domains) {
  static final SearchList NONE = new SearchList(List.of());

  private static final String KEYWORD = "search";

  /** As in {@code resolv.conf}; none where it cannot be read. The last line counts. */
  static SearchList read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return new SearchList(
          lines
              .map(line -> line.strip().split("\\s+"))
              .filter(words -> words[0].equals(KEYWORD))
              .reduce((_, last) -> last)
              .map(words -> List.of(Arrays.copyOfRange(words, 1, words.length)))
              .orElse(List.of()));
    } catch (IOException | java.io.UncheckedIOException _) {
      return NONE;
    }
  }

  /** What to ask for, in this order. */
  List<String> candidates(String name) {
    List<String> all = new ArrayList<>();
    all.add(name);
    if (!name.endsWith(".")) {
      domains.forEach(domain -> all.add(name + "." + domain));
    }
    return all;
  }
}

package dev.apifleet.translator;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads the host names of a route: DNS names (RFC 1123), with {@code *.} for any label in front.
 */
final class HostNames {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");

  /** What ends in a number is an address to resolvers and URL parsers: 127.1, 0x7f000001. */
  private static final Pattern ADDRESS = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  private static final int LONGEST = 253;

  private static final Set<String> LOCAL =
      Set.of("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback");

  private HostNames() {}

  /** The good ones in lower case, each once. */
  static List<String> read(FieldPath field, List<String> names, Problems problems) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> one(field.item(i), names.get(i), problems))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<String> one(FieldPath field, String name, Problems problems) {
    String lower = Objects.requireNonNullElse(name, "").toLowerCase(Locale.ROOT);
    if (isName(lower)) {
      return Optional.of(lower);
    }
    problems.invalid(
        field,
        name,
        "write a DNS name such as api.example.com or *.example.com, without port; for all hosts"
            + " leave hostnames out");
    return Optional.empty();
  }

  static boolean isName(String name) {
    return name.length() <= LONGEST
        && NAME.matcher(name).matches()
        && !ADDRESS.matcher(name).matches();
  }

  /**
   * Whether a name stands for the host that asks (RFC 6761, and what Debian and Kubernetes add).
   */
  static boolean isLocal(String name) {
    return LOCAL.contains(name) || name.endsWith(".localhost");
  }
}

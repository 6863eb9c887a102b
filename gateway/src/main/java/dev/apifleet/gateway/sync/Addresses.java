package dev.apifleet.gateway.sync;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the addresses behind the operators' name are dialed. */
final class Addresses {
  /** More operators than this stand by for nothing. */
  static final int MOST = 16;

  private Addresses() {}

  /**
   * Those of one family, that of the first: two streams to one operator would take each other's
   * place there for ever. Of too many, those that are known already.
   */
  static Set<InetAddress> chosen(List<InetAddress> found, Set<InetAddress> known) {
    return found.stream()
        .filter(address -> address.getClass() == found.getFirst().getClass())
        .distinct()
        .sorted(Comparator.comparing(address -> !known.contains(address)))
        .limit(MOST)
        .collect(Collectors.toUnmodifiableSet());
  }
}

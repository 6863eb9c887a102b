package dev.apifleet.gateway.sync;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the operator is and how the two know each other. The files are read at each dial, since
 * both change while a gateway runs.
 *
 * @param serverName name in the operator's certificate
 * @param caFile certificates that are trusted, in PEM
 * @param tokenFile this pod's service account token; none for an operator that asks for none
 */
public record Operator(
    String host, int port, String serverName, Path caFile, Optional<Path> tokenFile) {

  /** Reads an address of the form {@code host:port}. */
  public static Operator at(
      String address, Optional<String> serverName, Path caFile, Optional<Path> tokenFile) {
    int colon = address.lastIndexOf(':');
    try {
      String host = address.substring(0, Math.max(0, colon));
      int port = Integer.parseInt(address.substring(colon + 1));
      if (!host.isEmpty() && port > 0 && port < 65_536) {
        return new Operator(host, port, serverName.orElse(host), caFile, tokenFile);
      }
    } catch (NumberFormatException _) {
      // falls through to the one message for all forms of wrong
    }
    throw new IllegalArgumentException(
        "OPERATOR_ADDRESS is '" + address + "'; write it as host:port");
  }
}

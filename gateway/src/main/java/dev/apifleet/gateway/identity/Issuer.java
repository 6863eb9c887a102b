package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import java.util.Arrays;

/** An identity provider whose tokens are believed, and where its keys come from. */
final class Issuer {
  private final IssuerConfig config;
  private final KeySource keys;
  private final String[] algorithms;

  Issuer(IssuerConfig config, KeySource keys) {
    this.config = config;
    this.keys = keys;
    // A symmetric algorithm would take the public key, which everybody has, for the secret.
    this.algorithms =
        config.algorithms().stream()
            .filter(name -> !name.startsWith("HS") && !name.equalsIgnoreCase("none"))
            .toArray(String[]::new);
  }

  IssuerConfig config() {
    return config;
  }

  KeySource keys() {
    return keys;
  }

  String[] algorithms() {
    return algorithms.clone();
  }

  /**
   * @param algorithm null where the token names none
   */
  boolean accepts(String algorithm) {
    return Arrays.asList(algorithms).contains(algorithm);
  }
}

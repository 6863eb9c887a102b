package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import java.util.Arrays;
import java.util.Set;

/** An identity provider whose tokens are believed, and where its keys come from. */
final class Issuer {
  /** A symmetric algorithm would take the public key, which everybody has, for the secret. */
  private static final Set<String> ASYMMETRIC =
      Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512");

  private final IssuerConfig config;
  private final KeySource keys;
  private final String[] algorithms;

  Issuer(IssuerConfig config, KeySource keys) {
    this.config = config;
    this.keys = keys;
    this.algorithms =
        config.algorithms().stream().filter(ASYMMETRIC::contains).toArray(String[]::new);
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

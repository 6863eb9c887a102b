package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import java.util.Arrays;
import java.util.List;

/** An identity provider whose tokens are believed, and where its keys come from. */
final class Issuer {
  private final IssuerConfig config;
  private final KeySource keys;
  private final List<SignatureAlgorithm> algorithms;

  Issuer(IssuerConfig config, KeySource keys) {
    this.config = config;
    this.keys = keys;
    this.algorithms =
        Arrays.stream(SignatureAlgorithm.values())
            .filter(algorithm -> config.algorithms().contains(algorithm.name()))
            .toList();
  }

  IssuerConfig config() {
    return config;
  }

  KeySource keys() {
    return keys;
  }

  /**
   * An algorithm that it uses, or null.
   *
   * @param name as a token has it, which may be of any kind
   */
  SignatureAlgorithm algorithm(Object name) {
    for (SignatureAlgorithm algorithm : algorithms) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    return null;
  }
}

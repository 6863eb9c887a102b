package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.IssuerConfig;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URISyntaxException;
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

  /**
   * Sees whether there is an address at which its keys can be.
   *
   * @throws IllegalArgumentException when there is none
   */
  static void check(IssuerConfig config) {
    if (config.issuer() == null || !isAddress(config.jwksUri())) {
      throw new IllegalArgumentException(
          "issuer %s with jwksUri %s: give an issuer, and an http or https URL of its keys"
              .formatted(config.issuer(), config.jwksUri()));
    }
  }

  private static boolean isAddress(String uri) {
    try {
      new RequestOptions().setAbsoluteURI(uri == null ? "" : uri);
      URI parsed = new URI(uri);
      return parsed.getHost() != null
          && ("http".equalsIgnoreCase(parsed.getScheme())
              || "https".equalsIgnoreCase(parsed.getScheme()));
    } catch (RuntimeException | URISyntaxException _) {
      return false;
    }
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

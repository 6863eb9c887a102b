package dev.apifleet.bench.race;

import java.nio.file.Path;

/**
 * Who signs tokens, by RS256.
 *
 * @param name the claim {@code iss}
 * @param audience the claim {@code aud}
 * @param publicKey in PEM
 * @param jwksUri where the same key is served as JWKS
 */
public record Issuer(String name, String audience, Path publicKey, String jwksUri) {}

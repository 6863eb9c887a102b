package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.IdentityProvider;
import dev.apifleet.snapshot.IssuerConfig;
import dev.apifleet.snapshot.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads the identity providers of a fleet; one that is not valid keeps its last good form. */
final class Issuers {
  private static final FieldPath FIELD = FieldPath.SPEC.child("identityProviders");
  private static final Set<String> HTTP = Set.of("http", "https");
  private static final String DEFAULT_ALGORITHM = "RS256";

  /** Signatures by a private key. With a shared secret whoever checks a token could make one. */
  private static final Set<String> ALGORITHMS =
      new LinkedHashSet<>(
          List.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"));

  private static final List<String> TIERS = List.of("free", "pro", "enterprise");

  private Issuers() {}

  /** Of two with the same name the first wins. */
  static List<IssuerConfig> read(
      List<IdentityProvider> providers, LastOfFleet lastGood, Problems leftOut, Problems invalid) {
    List<IssuerConfig> issuers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> believed = new HashSet<>();
    for (int i = 0; i < providers.size(); i++) {
      IdentityProvider provider = providers.get(i);
      String name = provider == null ? null : provider.name();
      if (name == null || name.isBlank()) {
        invalid.invalid(FIELD.item(i).child("name"), name, "give the provider a name");
      } else if (names.add(name)) {
        Optional<IssuerConfig> issuer = one(FIELD.item(i), provider, lastGood, invalid);
        if (issuer.isPresent() && believed.add(issuer.get().issuer())) {
          issuers.add(issuer.get());
        } else if (issuer.isPresent()) {
          leftOut.invalid(
              FIELD.item(i).child("issuer"),
              provider.issuer(),
              "an earlier provider believes it: remove one of them");
        }
      } else {
        leftOut.invalid(
            FIELD.item(i).child("name"), name, "an earlier provider has it: choose another");
      }
    }
    return issuers;
  }

  private static Optional<IssuerConfig> one(
      FieldPath field, IdentityProvider provider, LastOfFleet lastGood, Problems invalid) {
    Problems problems = new Problems();
    check(field, provider, problems);
    if (problems.none()) {
      return Optional.of(config(provider));
    }
    invalid.addAll(problems);
    return lastGood.find(Kind.ISSUER, provider.name(), IssuerConfig.class);
  }

  private static void check(FieldPath field, IdentityProvider provider, Problems problems) {
    if (provider.issuer() == null || provider.issuer().isBlank()) {
      problems.invalid(field.child("issuer"), provider.issuer(), "write the iss of its tokens");
    }
    if (!isHttp(provider.jwksUri())) {
      problems.invalid(
          field.child("jwksUri"), provider.jwksUri(), "write the http or https URL of its JWKS");
    }
    if (Items.of(provider.audiences()).isEmpty()) {
      problems.invalid(field.child("audiences"), null, "name at least one aud of its tokens");
    }
    Texts.present(field.child("audiences"), Items.of(provider.audiences()), problems);
    Texts.present(field.child("allowedTiers"), Items.of(provider.allowedTiers()), problems);
    checkAlgorithms(field.child("algorithms"), Items.of(provider.algorithms()), problems);
  }

  private static void checkAlgorithms(FieldPath field, List<String> algorithms, Problems problems) {
    IntStream.range(0, algorithms.size())
        .filter(i -> algorithms.get(i) == null || !ALGORITHMS.contains(algorithms.get(i)))
        .forEach(
            i ->
                problems.invalid(
                    field.item(i),
                    algorithms.get(i),
                    "write one of " + String.join(", ", ALGORITHMS)));
  }

  private static boolean isHttp(String text) {
    try {
      URI uri = URI.create(Objects.requireNonNullElse(text, ""));
      return uri.getHost() != null && uri.getScheme() != null && HTTP.contains(uri.getScheme());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static IssuerConfig config(IdentityProvider provider) {
    return new IssuerConfig(
        provider.name(),
        provider.issuer(),
        provider.jwksUri(),
        provider.audiences(),
        Items.of(provider.algorithms()).isEmpty()
            ? List.of(DEFAULT_ALGORITHM)
            : provider.algorithms().stream().distinct().toList(),
        Objects.requireNonNullElse(provider.tierClaim(), "tier"),
        Objects.requireNonNullElse(provider.rolesClaim(), "roles"),
        Items.of(provider.allowedTiers()).isEmpty() ? TIERS : provider.allowedTiers());
  }
}

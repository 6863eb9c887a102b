package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.IdentityProvider;
import dev.apifleet.snapshot.IssuerConfig;
import dev.apifleet.snapshot.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads the identity providers of a fleet; one that is not valid keeps its last good form. */
final class Issuers {
  private static final FieldPath FIELD = FieldPath.SPEC.child("identityProviders");
  private static final Set<String> HTTP = Set.of("http", "https");
  private static final String ALGORITHM = "RS256";
  private static final List<String> TIERS = List.of("free", "pro", "enterprise");

  private Issuers() {}

  /** Of two with the same name the first wins. */
  static List<IssuerConfig> read(
      List<IdentityProvider> providers, LastGood lastGood, Problems leftOut, Problems invalid) {
    List<IssuerConfig> issuers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < providers.size(); i++) {
      IdentityProvider provider = providers.get(i);
      String name = provider == null ? null : provider.name();
      if (name == null || name.isBlank()) {
        invalid.invalid(FIELD.item(i).child("name"), name, "give the provider a name");
      } else if (names.add(name)) {
        one(FIELD.item(i), provider, lastGood, invalid).ifPresent(issuers::add);
      } else {
        leftOut.invalid(
            FIELD.item(i).child("name"), name, "an earlier provider has it: choose another");
      }
    }
    return issuers;
  }

  private static Optional<IssuerConfig> one(
      FieldPath field, IdentityProvider provider, LastGood lastGood, Problems invalid) {
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
        .filter(i -> !ALGORITHM.equals(algorithms.get(i)))
        .forEach(i -> problems.invalid(field.item(i), algorithms.get(i), "write " + ALGORITHM));
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
        List.of(ALGORITHM),
        Objects.requireNonNullElse(provider.tierClaim(), "tier"),
        Objects.requireNonNullElse(provider.rolesClaim(), "roles"),
        Items.of(provider.allowedTiers()).isEmpty() ? TIERS : provider.allowedTiers());
  }
}

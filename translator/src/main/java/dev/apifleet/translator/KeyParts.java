package dev.apifleet.translator;

import dev.apifleet.snapshot.KeyPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the key of a policy: who shares a counter. */
final class KeyParts {
  private static final String HEADER = "Header:";
  private static final String CLAIM = "Claim:";

  private KeyParts() {}

  static List<KeyPart> read(FieldPath field, List<String> key, Problems problems) {
    if (Items.of(key).isEmpty()) {
      return List.of(new KeyPart.Identity());
    }
    return IntStream.range(0, key.size())
        .mapToObj(i -> one(field.item(i), key.get(i), problems))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<KeyPart> one(FieldPath field, String text, Problems problems) {
    Optional<KeyPart> part = parse(text == null ? "" : text);
    if (part.isEmpty()) {
      problems.invalid(field, text, "write Identity, Ip, ApiKey, Route, Header:NAME or Claim:NAME");
    }
    return part;
  }

  private static Optional<KeyPart> parse(String text) {
    return switch (text) {
      case "Identity" -> Optional.of(new KeyPart.Identity());
      case "Ip" -> Optional.of(new KeyPart.Ip());
      case "ApiKey" -> Optional.of(new KeyPart.ApiKey());
      case "Route" -> Optional.of(new KeyPart.Route());
      case String s when s.startsWith(HEADER) && HeaderNames.isName(s.substring(HEADER.length())) ->
          Optional.of(new KeyPart.Header(s.substring(HEADER.length()).toLowerCase(Locale.ROOT)));
      case String s when s.startsWith(CLAIM) && !s.substring(CLAIM.length()).isBlank() ->
          Optional.of(new KeyPart.Claim(s.substring(CLAIM.length())));
      default -> Optional.empty();
    };
  }
}

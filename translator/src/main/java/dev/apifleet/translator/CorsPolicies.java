package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.Cors;
import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads which scripts of other origins may use the answers. */
record CorsPolicies(FieldPath field, Problems problems) {
  private static final String ALL = "*";
  private static final Cors NOBODY = new Cors(null, null, null, null, null, null);
  private static final List<String> DEFAULT_METHODS = List.of("GET", "HEAD", "POST");

  /** An origin as browsers write it (RFC 6454, 6.2), with {@code *.} for any label in front. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*://((\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+\\])"
              + "(:[0-9]{1,5})?");

  /** What browsers leave out of an origin. */
  private static final Pattern DEFAULT_PORT = Pattern.compile("http://.*:80|https://.*:443");

  static CorsConfig read(FieldPath field, Cors given, Problems problems) {
    return new CorsPolicies(field, problems).read(Objects.requireNonNullElse(given, NOBODY));
  }

  private CorsConfig read(Cors cors) {
    boolean credentials = Boolean.TRUE.equals(cors.allowCredentials());
    return new CorsConfig(
        words("allowOrigins", cors.allowOrigins(), CorsPolicies::isOrigin, lower(), credentials),
        words(
            "allowMethods",
            Objects.requireNonNullElse(cors.allowMethods(), DEFAULT_METHODS),
            HeaderNames::isName,
            method -> method.toUpperCase(Locale.ROOT),
            credentials),
        words("allowHeaders", cors.allowHeaders(), HeaderNames::isName, lower(), credentials),
        words("exposeHeaders", cors.exposeHeaders(), HeaderNames::isName, lower(), credentials),
        credentials,
        Durations.read(field.child("maxAge"), cors.maxAge(), "5s", AtLeast.NOTHING, problems)
            / 1000);
  }

  private static Function<String, String> lower() {
    return text -> text.toLowerCase(Locale.ROOT);
  }

  private List<String> words(
      String name,
      List<String> given,
      Predicate<String> isWord,
      Function<String, String> form,
      boolean credentials) {
    List<String> words = Items.of(given);
    return IntStream.range(0, words.size())
        .mapToObj(i -> word(field.child(name).item(i), words.get(i), isWord, form, credentials))
        .distinct()
        .toList();
  }

  private String word(
      FieldPath item,
      String given,
      Predicate<String> isWord,
      Function<String, String> form,
      boolean credentials) {
    String word = form.apply(Objects.requireNonNullElse(given, ""));
    if (word.equals(ALL) && credentials) {
      problems.invalid(item, given, "list them: with allowCredentials * is not safe");
    } else if (!word.equals(ALL) && !isWord.test(word)) {
      problems.invalid(
          item, given, "write an origin as browsers do (https://app.example.com), a name, or *");
    }
    return word;
  }

  private static boolean isOrigin(String origin) {
    return ORIGIN.matcher(origin).matches() && !DEFAULT_PORT.matcher(origin).matches();
  }
}

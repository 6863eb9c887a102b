package dev.apifleet.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No expression is passed over because of what it was taken to begin with. */
class BeginningProperties {
  /** All of up to three of these characters. */
  private static final List<String> TEXTS =
      Stream.iterate(List.of(""), BeginningProperties::longer)
          .limit(4)
          .flatMap(List::stream)
          .toList();

  private static List<String> longer(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Stream.of("a", "b", "|", "(").map(more -> text + more))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/[0-9]+, /api/v1/",
    "^/api/.*$, /api/",
    "/api/v(1|2), /api/v",
    "/api/x?, /api/",
    "/a|/b, ''",
    "/a[|]/b, /a",
    "/a[]|]|/b, ''",
    "(?i)/a, ''",
    "\\Q/a|b\\E, ''"
  })
  void isTheLiteralTextBeforeTheFirstSpecialCharacter(String expression, String beginning) {
    assertThat(Beginning.of(expression)).isEqualTo(beginning);
  }

  @Property(tries = 3000)
  void everythingThatMatchesBeginsWithIt(@ForAll("expressions") Pattern expression) {
    String beginning = Beginning.of(expression.pattern());
    assertThat(TEXTS.stream().filter(expression::matches)).allMatch(t -> t.startsWith(beginning));
  }

  @Property(tries = 3000)
  void anExpressionMatchesWhatItMatchesAsAWhole(@ForAll("expressions") Pattern whole) {
    Expression expression = Expression.of(whole.pattern());
    assertThat(TEXTS)
        .allSatisfy(text -> assertThat(expression.matches(text)).isEqualTo(whole.matches(text)));
  }

  @ParameterizedTest
  @CsvSource({"/a\\b/c, /a/c", "/a\\B/c, /a/c", "/a^b, /ab", "/a[^b]c, /adc", "/a\\.b, /a.b"})
  void whatLooksBackSeesTheBeginning(String expression, String text) {
    assertThat(Expression.of(expression).matches(text))
        .isEqualTo(Pattern.matches(expression, text));
  }

  @Provide
  Arbitrary<Pattern> expressions() {
    return Arbitraries.of(
            "a",
            "b",
            "|",
            "(",
            ")",
            "[ab]",
            "[]|]",
            "[|(]",
            "[^]a]",
            "[[:alpha:]]",
            "*",
            "?",
            "+",
            "{0,1}",
            ".",
            "^",
            "$",
            "\\|",
            "\\(",
            "\\Q",
            "\\E",
            "\\b",
            "\\A",
            "(?i)",
            "(?:")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(parts -> compiled(String.join("", parts)))
        .filter(Optional::isPresent)
        .map(Optional::get);
  }

  private static Optional<Pattern> compiled(String expression) {
    try {
      return Optional.of(Pattern.compile(expression));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }
}

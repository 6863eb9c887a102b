package dev.apifleet.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LogFormatProperties {
  private static final List<String> GOOD =
      List.of(
          "10.0.0.1 - bob [31/Jan/2026:12:00:00 +0000] \"GET /a?b=c HTTP/1.1\" 200 5 \"-\" \"curl\"",
          "{\"time\": 1769860800.25, \"client\": \"10.0.0.1\", \"path\": \"/a\", \"cost\": 3,"
              + " \"headers\": {\"X-Org\": [\"a\", \"b\"]}, \"status\": 200}");

  /** Anything at all. */
  @Property
  void noLineIsFatal(@ForAll String line) {
    isReadOrRefused(line);
  }

  @Provide
  Arbitrary<String> almostGood() {
    Arbitrary<String> torn =
        Combinators.combine(
                Arbitraries.of(GOOD), Arbitraries.integers().between(0, 120), Arbitraries.strings())
            .as(
                (line, at, inserted) -> {
                  int cut = Math.min(at, line.length());
                  return line.substring(0, cut)
                      + inserted
                      + line.substring(Math.min(line.length(), cut + inserted.length()));
                });
    return Arbitraries.oneOf(torn, torn.map(line -> line.replace(' ', '"')));
  }

  /** Lines with something written over a part of them. */
  @Property
  void noAlmostGoodLineIsFatal(@ForAll("almostGood") String line) {
    isReadOrRefused(line);
  }

  @Provide
  Arbitrary<String> times() {
    return Arbitraries.oneOf(
        Arbitraries.bigDecimals().map(Object::toString),
        Arbitraries.of("1e400", "-1", "1e-400", "99999999999999999999", "\"1.2.3\"", "\"\"", "[]"),
        Arbitraries.of("\"+999999999-12-31T23:59:59-18:00\"", "\"-9999-01-01T00:00:00Z\"", "true"));
  }

  /** Times of any size. */
  @Property
  void noTimeIsFatal(@ForAll("times") String time) {
    isReadOrRefused("{\"client\": \"10.0.0.1\", \"time\": " + time + "}");
  }

  /** What can be read can be judged: only routes and keys look further into a line. */
  private static void isReadOrRefused(String line) {
    try {
      Logged request = Logged.of(LogFormat.parse(line), null);
      assertThat(request.address()).isNotEmpty();
      assertThat(request.host()).isNotNull();
      assertThat(request.queryParam("no such parameter \uffff")).isNull();
    } catch (BadLineException e) {
      assertThat(e).hasMessageMatching("(?s).{3,}");
    }
  }
}

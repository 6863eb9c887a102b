package dev.apifleet.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Held against the grammar of W3C Trace Context, written as an expression. */
class TraceParentProperties {
  private static final Pattern ID = Pattern.compile("(?!0+-)");
  private static final Pattern LEVEL_1 =
      Pattern.compile("00-" + ID + "[0-9a-f]{32}-" + ID + "[0-9a-f]{16}-[0-9a-f]{2}");
  private static final Pattern LATER =
      Pattern.compile(
          "(?!00|ff)[0-9a-f]{2}-" + ID + "[0-9a-f]{32}-" + ID + "[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private final TraceParent traces = new TraceParent();

  private static boolean isValid(String field) {
    return LEVEL_1.matcher(field).matches() || LATER.matcher(field).matches();
  }

  /** Parts that are mostly right, and now and then are not. */
  @Provide
  Arbitrary<String> fields() {
    return Combinators.combine(
            mostly("00", "cc", "ff", "0", "0G", "01", "FF"),
            id(32),
            id(16),
            mostly("01", "00", "ff", "0x", "1", "A1"),
            mostly("", "-", "-later", ".later", " "),
            mostly("-", "_", ""))
        .as(
            (version, trace, span, flags, rest, dash) ->
                version + "-" + trace + dash + span + "-" + flags + rest);
  }

  private static Arbitrary<String> mostly(String usual, String... others) {
    return Arbitraries.frequencyOf(
        Tuple.of(others.length * 2, Arbitraries.just(usual)),
        Tuple.of(others.length, Arbitraries.of(others)));
  }

  private static Arbitrary<String> id(int length) {
    StringArbitrary any = Arbitraries.strings().withChars("0123456789abcdef");
    return Arbitraries.frequencyOf(
        Tuple.of(12, any.ofLength(length)),
        Tuple.of(1, Arbitraries.just("0".repeat(length))),
        Tuple.of(1, any.ofMinLength(0).ofMaxLength(length + 1)),
        Tuple.of(1, Arbitraries.strings().withChars("09afgAF-\u0130").ofLength(length)));
  }

  @Property(tries = 20_000)
  void acceptsWhatTheGrammarAllows(@ForAll("fields") String field) {
    assertThat(TraceParent.isValid(field)).as(field).isEqualTo(isValid(field));
  }

  @Property
  void noTextIsTooOdd(@ForAll String field) {
    assertThat(TraceParent.isValid(field)).isEqualTo(isValid(field));
  }

  @Property
  void aTraceGoesOnWithASpanOfItsOwn(@ForAll("fields") String field) {
    if (TraceParent.isValid(field)) {
      String next = traces.next(field);
      boolean sampled = Integer.parseInt(field.substring(53, 55), 16) % 2 == 1;
      assertThat(next).matches(LEVEL_1).endsWith(sampled ? "-01" : "-00");
      assertThat(next.substring(0, 36)).isEqualTo("00" + field.substring(2, 36));
      assertThat(next.substring(36, 52)).isNotEqualTo(field.substring(36, 52));
    }
  }

  @Example
  void aNewTraceIsLikeNoOther() {
    String first = traces.next(null);
    String second = traces.next(null);
    assertThat(first).matches(LEVEL_1).endsWith("-01");
    assertThat(second).matches(LEVEL_1);
    assertThat(second.substring(TraceParent.TRACE_AT, TraceParent.TRACE_END))
        .isNotEqualTo(first.substring(TraceParent.TRACE_AT, TraceParent.TRACE_END));
  }

  @Example
  void nothingIsNoTrace() {
    assertThat(TraceParent.isValid(null)).isFalse();
  }
}

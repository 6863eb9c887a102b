package dev.apifleet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  @Test
  void allIsSaidWhereItFits() {
    assertThat(Messages.of(List.of("a: one", "b: two", "a: one"))).isEqualTo("a: one; b: two");
  }

  @Test
  void ofManyTheFirstIsSaidAndEachFieldIsNamed() {
    String text = Messages.of(problems(12));
    assertThat(text)
        .startsWith("spec.rules[0]: found")
        .contains("; also spec.rules[1], spec.rules[2], ")
        .endsWith("spec.rules[11]");
    assertThat(bytes(text)).isLessThan(1024);
  }

  @Test
  void ofVeryManyTheRestIsCounted() {
    String text = Messages.of(problems(300));
    assertThat(bytes(text)).isBetween(1000, 1023);
    long named =
        IntStream.range(0, 300).filter(i -> text.contains("spec.rules[" + i + "]")).count();
    assertThat(text).endsWith("; and %d more".formatted(300 - named));
  }

  @Test
  void whatTheTranslationCountedIsCountedToo() {
    assertThat(Messages.of(List.of("a: one", "36 more"))).isEqualTo("a: one; and 36 more");
    List<String> many = new ArrayList<>(problems(64));
    many.add("36 more");
    String text = Messages.of(many);
    long named = IntStream.range(0, 64).filter(i -> text.contains("spec.rules[" + i + "]")).count();
    assertThat(text).endsWith("; and %d more".formatted(100 - named));
  }

  @Test
  void fieldsWithLongNamesDoNotBreakTheBound() {
    List<String> names = IntStream.range(0, 9).mapToObj(i -> i + "ü".repeat(900)).toList();
    assertThat(bytes(Messages.of(names))).isLessThan(1024);
    assertThat(Messages.of(names)).endsWith(" more");
  }

  @Test
  void oneLongMessageIsCutBelowTheBound() {
    String text = Messages.of(List.of("a: " + "x".repeat(2000)));
    assertThat(bytes(text)).isEqualTo(1023);
    assertThat(text).endsWith("x…");
    assertThat(Messages.of(List.of("x".repeat(1023)))).isEqualTo("x".repeat(1023));
    assertThat(bytes(Messages.of(List.of("x".repeat(1024))))).isLessThan(1024);
  }

  private static List<String> problems(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "spec.rules[%d]: found \"x\"; %s".formatted(i, "say more ".repeat(20)))
        .toList();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

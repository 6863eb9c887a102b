package dev.apifleet.apiserver.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** What holds for every cursor and every prefix. */
class CursorProperties {

  @Property
  void cursorComesBackAsItWas(
      @ForAll("sorts") ResourceSort sort,
      @ForAll("names") String name,
      @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long id,
      @ForAll @LongRange(min = -60_000_000_000L, max = 250_000_000_000L) long seconds) {
    Instant time = Instant.ofEpochSecond(seconds, 123_456_000);
    ResourceView item = new ResourceView(id, name, "", null, ResourceStatus.ACTIVE, 0, time, time);
    ResourceCursor cursor = sort.at(item);
    assertEquals(cursor, ResourceCursor.decode(cursor.encoded(), sort));
    assertTrue(cursor.encoded().matches("[A-Za-z0-9_-]+"), "fits into an address as it is");
  }

  @Property
  void cursorOfAnotherOrderIsBadInput(
      @ForAll("sorts") ResourceSort sort, @ForAll("sorts") ResourceSort other) {
    String encoded = new ResourceCursor(sort, "7", 7).encoded();
    if (!sort.equals(other)) {
      assertEquals(400, refused(encoded, other));
    }
  }

  @Property
  void garbageIsBadInputOrAPlace(@ForAll String text, @ForAll("sorts") ResourceSort sort) {
    decodeOrRefuse(text, sort);
    String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    decodeOrRefuse(encoded, sort);
    String guessed = sort.text() + ":1:" + text;
    decodeOrRefuse(
        Base64.getUrlEncoder().encodeToString(guessed.getBytes(StandardCharsets.UTF_8)), sort);
  }

  @Property
  void prefixesEndWhereTheirTextsEnd(@ForAll("names") String prefix, @ForAll("names") String rest) {
    String end = Prefix.end(prefix);
    if (end != null) {
      assertTrue(before(prefix, end));
      assertTrue(before(prefix + rest, end));
    }
  }

  @Property
  void textsWithAnotherBeginningAreOutside(
      @ForAll("names") String prefix, @ForAll("names") String text) {
    String end = Prefix.end(prefix);
    boolean inside = !before(text, prefix) && (end == null || before(text, end));
    assertEquals(text.startsWith(prefix), inside);
  }

  @Provide
  Arbitrary<ResourceSort> sorts() {
    return Combinators.combine(
            Arbitraries.of(ResourceSort.Field.values()), Arbitraries.of(true, false))
        .as(ResourceSort::new);
  }

  /** Of few letters, so that some begin alike, and of all that a name may have. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> few =
        Arbitraries.strings().withChars('a', 'b', '\ud7ff', '\uffff').ofMinLength(1).ofMaxLength(4);
    Arbitrary<String> all =
        Arbitraries.integers()
            .between(1, Character.MAX_CODE_POINT)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
            .map(Character::toString)
            .list()
            .ofMinSize(1)
            .ofMaxSize(100)
            .map(characters -> String.join("", characters));
    return Arbitraries.oneOf(few, all);
  }

  /** As PostgreSQL compares. */
  private static boolean before(String left, String right) {
    return Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8))
        < 0;
  }

  private static void decodeOrRefuse(String text, ResourceSort sort) {
    try {
      assertEquals(sort, ResourceCursor.decode(text, sort).sort());
    } catch (ProblemException refused) {
      assertEquals(400, refused.problem().status());
    }
  }

  private static int refused(String text, ResourceSort sort) {
    return assertThrows(ProblemException.class, () -> ResourceCursor.decode(text, sort))
        .problem()
        .status();
  }
}

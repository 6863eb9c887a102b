package dev.apifleet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CacheKeyProperties {
  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings().withChars("ab1:|\n&= ").ofMaxLength(4).list().ofMaxSize(4);
  }

  @Property
  void differentTextsHaveDifferentKeys(
      @ForAll("texts") List<String> one, @ForAll("texts") List<String> other) {
    assertThat(CacheKey.hash(one).equals(CacheKey.hash(other))).isEqualTo(one.equals(other));
  }

  @Property
  void differentValuesOfWhatAnswersVaryByHaveDifferentKeys(
      @ForAll("values") List<String> one, @ForAll("values") List<String> other) {
    assertThat(variant(one).equals(variant(other))).isEqualTo(one.equals(other));
  }

  /** Of three headers, each absent or with a value. */
  @Provide
  Arbitrary<List<String>> values() {
    return Arbitraries.strings().withChars("a=,1").ofMaxLength(3).injectNull(0.3).list().ofSize(3);
  }

  private static String variant(List<String> values) {
    MultiMap request = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        request.add("h" + i, values.get(i));
      }
    }
    return CacheKey.variant(List.of("h0", "h1", "h2"), request);
  }

  @Provide
  Arbitrary<List<String>> pairs() {
    Arbitrary<String> name = Arbitraries.of("page", "lang", "utm", "q", "x");
    Arbitrary<String> value = Arbitraries.strings().withChars("ab1%25").ofMaxLength(3);
    return Combinators.combine(name, value)
        .as((n, v) -> n + "=" + v.replace("%", "%25"))
        .list()
        .ofMaxSize(6)
        .uniqueElements(pair -> pair.substring(0, pair.indexOf('=')));
  }

  @Property
  void theOrderOfKeyedParametersDoesNotCount(
      @ForAll("pairs") List<String> pairs, @ForAll Random random) {
    List<String> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, random);
    QueryKey key = QueryKey.of(List.of("page", "lang"));

    assertThat(key.of(String.join("&", shuffled))).isEqualTo(key.of(String.join("&", pairs)));
  }

  @Property
  void onlyKeyedParametersCountAndAllOfThem(
      @ForAll("pairs") List<String> one, @ForAll("pairs") List<String> other) {
    QueryKey key = QueryKey.of(List.of("page", "lang"));

    assertThat(Objects.equals(key.of(String.join("&", one)), key.of(String.join("&", other))))
        .isEqualTo(keyed(one).equals(keyed(other)));
  }

  private static List<String> keyed(List<String> pairs) {
    return pairs.stream()
        .filter(pair -> pair.startsWith("page=") || pair.startsWith("lang="))
        .sorted()
        .collect(Collectors.toList());
  }

  @Property
  void aNameCountsHoweverItIsEscaped(@ForAll("escapes") String name) {
    QueryKey key = QueryKey.of(List.of("page"));
    assertThat(key.of("x=1&" + name + "=2")).isEqualTo(name + "=2");
  }

  /** Each letter as it is, in upper case or escaped. */
  @Provide
  Arbitrary<String> escapes() {
    return Combinators.combine(
            Arbitraries.of("p", "P", "%70"),
            Arbitraries.of("a", "%61"),
            Arbitraries.of("ge", "%67e", "gE", "ge%5B%5D", "ge[0]"))
        .as((a, b, c) -> a + b + c);
  }

  @Property
  void aQueryThatBackendsReadDifferentlyCountsWhole(@ForAll("pairs") List<String> pairs) {
    Assume.that(pairs.size() > 1);
    QueryKey key = QueryKey.of(List.of());
    String semicolons = String.join(";", pairs);
    String badEscape = "%zz=a&" + String.join("&", pairs);

    assertThat(key.of(semicolons)).isEqualTo(semicolons);
    assertThat(key.of(badEscape)).isEqualTo(badEscape);
  }
}

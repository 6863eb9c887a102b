package dev.apifleet.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b, /a/b",
    "/a/, /a/",
    "//, /",
    "/a//b, /a/b",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/.., /",
    "/a/b/.., /a/",
    "/a/., /a/",
    "/../../a, /a",
    "/..., /...",
    "/.well-known/x, /.well-known/x",
    "/%61%2Db, /a-b",
    "/a/%2e%2E/b, /b",
    "/a%252fb, /a%252fb",
    "/a%3bb, /a%3Bb",
    "/%c3%a9, /%C3%A9"
  })
  void hasOneFormForAllSpellings(String raw, String normal) {
    assertThat(NormalPath.of(raw)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "*", "/%", "/%4", "/%zz", "/a b", "/\u00e9", "/a#b"})
  void refusesWhatIsNoPath(String raw) {
    assertThat(NormalPath.of(raw)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a\\b", "/%00", "/a%2fb", "/a%2Fb/../c", "/a%5cb", "/a%5Cb", "/a;b", "/..;/a"})
  void refusesWhatBackendsReadDifferently(String raw) {
    assertThat(NormalPath.of(raw)).isNull();
  }

  @Test
  void returnsTheSameTextWhereNothingIsToBeDone() {
    String path = "/api/v1/resources/42";
    assertThat(NormalPath.of(path)).isSameAs(path);
  }

  @Property
  void theNormalFormIsItsOwnNormalForm(@ForAll("paths") String raw) {
    String normal = NormalPath.of(raw);
    if (normal != null) {
      assertThat(NormalPath.of(normal)).isEqualTo(normal);
      assertThat(normal).startsWith("/").doesNotContain("//", "/./", "/../", ";", "%2F");
    }
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(
            "/", "/", ".", "..", "a", "%2e", "%2F", ";", "%3b", "%41", "%", "~", "%7e")
        .list()
        .ofMaxSize(12)
        .map(parts -> "/" + String.join("", parts));
  }
}

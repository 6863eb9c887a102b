package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
  private static final Pattern V1 =
      Pattern.compile(MediaTypes.withVersion("application/vnd.acme", "v1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.acme.v1",
        "application/vnd.acme.v1+json",
        "APPLICATION/VND.ACME.v1+json; charset=utf-8",
        "application/vnd.acme;version=v1",
        "application/vnd.acme+json; version=\"v1\"",
        "application/vnd.acme+json;charset=utf-8;version=v1;q=0.5",
        "text/html, application/vnd.acme.v1+json;q=0.9, */*",
        "application/vnd.acme.v1+xml,application/vnd.acme.v2+json"
      })
  void aListThatNamesTheVersionAsksForIt(String accept) {
    assertThat(V1.matches(accept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/vnd.acme+json",
        "application/vnd.acme.v10+json",
        "application/vnd.acme.v1x",
        "application/vnd.acme.v2+json;note=v1",
        "application/vnd.acme+json;version=v2",
        "application/vnd.acme, text/html;version=v1",
        "application/vndxacme.v1",
        "x-application/vnd.acme.v1+json"
      })
  void anotherListDoesNot(String accept) {
    assertThat(V1.matches(accept)).isFalse();
  }
}

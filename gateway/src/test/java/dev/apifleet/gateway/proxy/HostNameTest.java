package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {
  @ParameterizedTest
  @CsvSource({
    "API.Example.COM, api.example.com",
    "api.example.com:8080, api.example.com",
    "api.example.com., api.example.com",
    "[::1]:8080, [::1]",
    "[::1, ''",
    ".example.com, ''",
    "'', ''"
  })
  void isTheNameAlone(String authority, String name) {
    assertThat(HostName.of(authority)).isEqualTo(name);
  }
}

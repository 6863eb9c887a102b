package dev.apifleet.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class IdentityHeadersProperties {
  @Property
  void aSafeValueIsVisibleAsciiAndLosesNothing(@ForAll String value) {
    String safe = IdentityHeadersFilter.safe(value);
    String text = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertThat(safe).matches("[!-+\\--~]*");
    assertThat(URLDecoder.decode(safe.replace("+", "%2B"), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Property
  void aNameIsKnownHoweverItsSignsAreSpelt(
      @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 3) String name) {
    String folded = name.toLowerCase().replaceAll("[^a-z0-9]", "-");

    assertThat(IdentityHeadersFilter.reads(name, folded)).isTrue();
    assertThat(IdentityHeadersFilter.reads(name + "x", folded)).isFalse();
    assertThat(IdentityHeadersFilter.reads("1" + name, "2" + folded)).isFalse();
  }
}

package dev.apifleet.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.edit.Redirection;
import dev.apifleet.gateway.edit.Redirection.Address;
import dev.apifleet.gateway.route.PathCondition;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PathEdit;
import dev.apifleet.snapshot.RuleAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectionTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https, -, 0, http, a.com:8080, https://a.com/p?q=1",
        "http, -, 0, https, a.com:8443, http://a.com/p?q=1",
        "-, b.com, 0, http, a.com:8080, http://b.com:8080/p?q=1",
        "-, b.com, 0, https, a.com, https://b.com/p?q=1",
        "-, -, 8443, https, a.com, https://a.com:8443/p?q=1",
        "https, -, 443, http, a.com:80, https://a.com/p?q=1",
        "http, -, 443, http, a.com, http://a.com:443/p?q=1",
        "https, -, 0, http, [::1]:8080, https://[::1]/p?q=1",
        "-, b.com, 0, http, [::1], http://b.com/p?q=1",
        "https, -, 0, http, '', /p?q=1"
      })
  void keepsWhatIsNotWritten(
      String scheme, String host, int port, String askedScheme, String authority, String location) {
    RuleAction.Redirect config = new RuleAction.Redirect(scheme, host, port, null, 302);
    assertThat(
            Redirection.of(config)
                .location(new Address(askedScheme, authority, "/p", "q=1"), PathCondition.ANY))
        .isEqualTo(location);
  }

  @Test
  void changesThePathAndKeepsTheQuery() {
    RuleAction.Redirect config =
        new RuleAction.Redirect(null, null, 0, new PathEdit.Prefix("/new"), 301);
    PathCondition old = PathCondition.of(new PathMatch.Prefix("/old"), "");
    assertThat(Redirection.of(config).location(new Address("http", "a", "/old/x", "q"), old))
        .isEqualTo("http://a/new/x?q");
  }
}

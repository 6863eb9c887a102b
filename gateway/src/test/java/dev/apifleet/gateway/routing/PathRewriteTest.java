package dev.apifleet.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.edit.PathRewrite;
import dev.apifleet.gateway.route.PathCondition;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PathEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRewriteTest {
  private static String rewrite(PathEdit edit, PathMatch match, String path) {
    return PathRewrite.of(edit).apply(PathCondition.of(match, ""), path);
  }

  /** The table of Gateway API's HTTPPathModifier. */
  @ParameterizedTest
  @CsvSource({
    "/foo/bar, /foo, /xyz, /xyz/bar",
    "/foo/bar, /foo, /xyz/, /xyz/bar",
    "/foo/bar, /foo/, /xyz, /xyz/bar",
    "/foo/bar, /foo/, /xyz/, /xyz/bar",
    "/foo, /foo, /xyz, /xyz",
    "/foo/, /foo, /xyz, /xyz/",
    "/foo/bar, /foo, '', /bar",
    "/foo/, /foo, '', /",
    "/foo, /foo, '', /",
    "/foo/, /foo, /, /",
    "/foo, /foo, /, /",
    "/bar, /, /xyz, /xyz/bar"
  })
  void replacesAPrefixAsGatewayApiDoes(String path, String prefix, String with, String expected) {
    assertThat(rewrite(new PathEdit.Prefix(with), new PathMatch.Prefix(prefix), path))
        .isEqualTo(expected);
  }

  @Test
  void aVersionBeforeThePrefixIsGone() {
    PathCondition versioned = PathCondition.of(new PathMatch.Prefix("/v1/foo"), "/v1");
    PathRewrite rewrite = PathRewrite.of(new PathEdit.Prefix("/xyz"));
    assertThat(rewrite.apply(versioned, "/v1/foo/bar")).isEqualTo("/xyz/bar");
  }

  @Test
  void writesTheWholePathWithWhatATemplateMatched() {
    PathMatch template = new PathMatch.Template("/users/{id}/files/{path...}");
    assertThat(rewrite(new PathEdit.Full("/f/{path}/of/{id}"), template, "/users/7/files/a/b"))
        .isEqualTo("/f/a/b/of/7");
    assertThat(rewrite(new PathEdit.Full("/fixed"), template, "/users/7/files/a"))
        .isEqualTo("/fixed");
  }

  @Test
  void replacesAllThatAnExpressionMatches() {
    PathMatch all = new PathMatch.Prefix("/");
    assertThat(rewrite(new PathEdit.Regex("/v([0-9]+)", "/$1"), all, "/v1/x/v2"))
        .isEqualTo("/1/x/2");
    assertThat(rewrite(new PathEdit.Regex("^/a/", ""), all, "/a/b")).isEqualTo("/b");
  }

  /** Else a client could leave the part of the backend that the rule is for. */
  @Test
  void resolvesWhatAnEditMakesOfAPath() {
    PathMatch all = new PathMatch.Prefix("/app");
    PathEdit dropX = new PathEdit.Regex("x", "");
    assertThat(rewrite(dropX, all, "/app/x.x./admin")).isEqualTo("/admin");
    assertThat(rewrite(new PathEdit.Regex("x", "2f"), all, "/app/%25x")).isEqualTo("/app/%252f");
    assertThat(rewrite(new PathEdit.Regex("25", ""), all, "/app/%252f")).isNull();
  }
}

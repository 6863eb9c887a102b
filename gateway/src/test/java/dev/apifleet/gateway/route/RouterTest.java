package dev.apifleet.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.route.Router.HostedMatches;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.MatchConfig.ValueMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RouterTest {
  private final List<HostedMatches<String>> routes = new ArrayList<>();

  private RouterTest add(String target, MatchConfig match, String... hosts) {
    return add(target, 0, match, hosts);
  }

  private RouterTest add(String target, long createdAt, MatchConfig match, String... hosts) {
    RouteMatch<String> compiled = RouteMatch.of(match, createdAt, target, 0, target);
    routes.add(new HostedMatches<>(List.of(hosts), List.of(compiled)));
    return this;
  }

  private String find(Routable request) {
    RouteMatch<String> found = new Router<>(routes).find(request);
    return found == null ? null : found.target();
  }

  private static MatchConfig of(PathMatch path) {
    return new MatchConfig(path, null, List.of(), List.of());
  }

  private static MatchConfig prefix(String value) {
    return of(new PathMatch.Prefix(value));
  }

  private static MatchConfig exact(String value) {
    return of(new PathMatch.Exact(value));
  }

  private static MatchConfig template(String value) {
    return of(new PathMatch.Template(value));
  }

  private static MatchConfig regex(String value) {
    return of(new PathMatch.Regex(value));
  }

  @Test
  void prefersExactThenLongestPrefixThenExpression() {
    add("regex", regex("/a/.*")).add("short", prefix("/a")).add("long", prefix("/a/b"));
    add("exact", exact("/a/b"));
    assertThat(find(Asked.path("/a/b"))).isEqualTo("exact");
    assertThat(find(Asked.path("/a/b/c"))).isEqualTo("long");
    assertThat(find(Asked.path("/a/x"))).isEqualTo("short");
  }

  @Test
  void anExpressionHasToMatchTheWholePath() {
    add("regex", regex("/item/[0-9]+"));
    assertThat(find(Asked.path("/item/12"))).isEqualTo("regex");
    assertThat(find(Asked.path("/item/12/x"))).isNull();
  }

  @Test
  @Timeout(20)
  void noExpressionTakesMoreThanLinearTime() {
    ValueMatch evil = new ValueMatch("x", "(a|aa|a?)+b", true);
    add("path", regex("/(a+)+b"));
    add("value", new MatchConfig(new PathMatch.Prefix("/"), null, List.of(evil), List.of(evil)));
    String text = "a".repeat(4000);
    Map<String, String> values = Map.of("x", text);
    assertThat(find(new Asked("", "/" + text, "GET", values, values))).isNull();
  }

  @Test
  void lookingAroundIsNoExpression() {
    assertThatThrownBy(() -> add("path", regex("/(?!admin).*"))).hasMessageContaining("(?!");
  }

  @Test
  void aPrefixEndsAtASegment() {
    add("a", prefix("/a"));
    assertThat(find(Asked.path("/a"))).isEqualTo("a");
    assertThat(find(Asked.path("/a/"))).isEqualTo("a");
    assertThat(find(Asked.path("/ab"))).isNull();
  }

  @Test
  void aSlashAtTheEndOfAPrefixMeansNothing() {
    add("a", prefix("/a/"));
    assertThat(find(Asked.path("/a"))).isEqualTo("a");
    assertThat(find(Asked.path("/a/b"))).isEqualTo("a");
  }

  @Test
  void anExactPathDoesNotTakeASlashMore() {
    add("a", exact("/a"));
    assertThat(find(Asked.path("/a/"))).isNull();
  }

  @Test
  void fallsBackToAShorterPrefixWhereTheLongerOneWantsMore() {
    add("all", prefix("/"));
    add("post", new MatchConfig(new PathMatch.Prefix("/a"), "POST", List.of(), List.of()));
    assertThat(find(Asked.path("/a"))).isEqualTo("all");
    assertThat(find(new Asked("", "/a", "POST", Map.of(), Map.of()))).isEqualTo("post");
  }

  @Test
  void prefersMethodThenHeadersThenQueryThenAge() {
    PathMatch path = new PathMatch.Prefix("/");
    ValueMatch header = new ValueMatch("x-team", "blue|green", true);
    ValueMatch query = new ValueMatch("v", "2", false);
    add("young", 20, new MatchConfig(path, null, List.of(), List.of()));
    add("old", 10, new MatchConfig(path, null, List.of(), List.of()));
    add("query", new MatchConfig(path, null, List.of(), List.of(query)));
    add("header", new MatchConfig(path, null, List.of(header), List.of()));
    add("method", new MatchConfig(path, "PUT", List.of(), List.of()));
    Map<String, String> team = Map.of("x-team", "green");
    Map<String, String> v2 = Map.of("v", "2");
    assertThat(find(new Asked("", "/", "PUT", team, v2))).isEqualTo("method");
    assertThat(find(new Asked("", "/", "GET", team, v2))).isEqualTo("header");
    assertThat(find(new Asked("", "/", "GET", Map.of(), v2))).isEqualTo("query");
    assertThat(find(Asked.path("/"))).isEqualTo("old");
  }

  @Test
  void prefersTheMostSpecificHost() {
    add("any", prefix("/")).add("wild", prefix("/"), "*.example.com");
    add("deep", prefix("/"), "*.eu.example.com").add("exact", prefix("/"), "a.eu.example.com");
    assertThat(find(Asked.host("a.eu.example.com", "/"))).isEqualTo("exact");
    assertThat(find(Asked.host("b.eu.example.com", "/"))).isEqualTo("deep");
    assertThat(find(Asked.host("x.y.example.com", "/"))).isEqualTo("wild");
    assertThat(find(Asked.host("example.com", "/"))).isEqualTo("any");
  }

  @Test
  void asksALessSpecificHostWhereTheMoreSpecificOneHasNoMatch() {
    add("any", prefix("/")).add("exact", prefix("/only"), "a.example.com");
    assertThat(find(Asked.host("a.example.com", "/other"))).isEqualTo("any");
  }

  @Test
  void aTemplatesNameStandsForOneSegment() {
    add("user", template("/users/{id}"));
    assertThat(find(Asked.path("/users/42"))).isEqualTo("user");
    assertThat(find(Asked.path("/users"))).isNull();
    assertThat(find(Asked.path("/users/"))).isNull();
    assertThat(find(Asked.path("/users/42/"))).isNull();
    assertThat(find(Asked.path("/users/42/posts"))).isNull();
  }

  @Test
  void aTemplatesLastNameMayStandForTheRest() {
    add("files", template("/files/{path...}"));
    assertThat(find(Asked.path("/files/a"))).isEqualTo("files");
    assertThat(find(Asked.path("/files/a/b/"))).isEqualTo("files");
    assertThat(find(Asked.path("/files"))).isNull();
    assertThat(find(Asked.path("/files/"))).isNull();
  }

  @Test
  void aTemplateRanksAsThePrefixBeforeItsNameAndAboveIt() {
    add("prefix", prefix("/users")).add("me", prefix("/users/me"));
    add("template", template("/users/{id}/posts")).add("rest", template("/users/{all...}"));
    add("exact", exact("/users/7/posts")).add("regex", regex("/users/.*"));
    assertThat(find(Asked.path("/users/7/posts"))).isEqualTo("exact");
    assertThat(find(Asked.path("/users/8/posts"))).isEqualTo("template");
    assertThat(find(Asked.path("/users/me/posts"))).isEqualTo("me");
    assertThat(find(Asked.path("/users/8/x"))).isEqualTo("rest");
    assertThat(find(Asked.path("/users/"))).isEqualTo("prefix");
  }

  @Test
  void goesBackToANameWhereTheLiteralSegmentLeadsNowhere() {
    add("literal", template("/a/b/c")).add("named", template("/a/{x}/d"));
    add("deep", template("/{x}/{y}/{z}"));
    assertThat(find(Asked.path("/a/b/d"))).isEqualTo("named");
    assertThat(find(Asked.path("/a/b/e"))).isEqualTo("deep");
  }

  @Test
  void theExpressionWithTheLongestBeginningWins() {
    add("wide", regex("/api/.*")).add("narrow", regex("/api/v1/[0-9]+")).add("any", regex(".*"));
    assertThat(find(Asked.path("/api/v1/7"))).isEqualTo("narrow");
    assertThat(find(Asked.path("/api/v1/x"))).isEqualTo("wide");
    assertThat(find(Asked.path("/x"))).isEqualTo("any");
  }

  @Test
  void tellsWhatTheNamesOfATemplateStandFor() {
    PathCondition files = PathCondition.of(new PathMatch.Template("/u/{user}/files/{path...}"), "");
    assertThat(files.parameter("/u/ann/files/a/b", "user")).isEqualTo("ann");
    assertThat(files.parameter("/u/ann/files/a/b", "path")).isEqualTo("a/b");
    assertThat(files.parameter("/u/ann/files/a/b", "other")).isEmpty();
    PathCondition last = PathCondition.of(new PathMatch.Template("/{a}/{b}"), "");
    assertThat(last.parameter("/x/y", "b")).isEqualTo("y");
  }

  @Test
  void aVersionIsTakenOffForTheBackend() {
    PathCondition versioned = PathCondition.of(new PathMatch.Prefix("/v1/users"), "/v1");
    assertThat(versioned.withoutVersion("/v1/users/7")).isEqualTo("/users/7");
    assertThat(versioned.prefixLength()).isEqualTo("/users".length());
    PathCondition all = PathCondition.of(new PathMatch.Prefix("/v1"), "/v1");
    assertThat(all.withoutVersion("/v1")).isEqualTo("/");
    assertThat(all.withoutVersion("/v1/")).isEqualTo("/");
  }
}

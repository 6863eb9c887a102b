package dev.apifleet.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.apifleet.gateway.route.Router.HostedMatches;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.List;

/**
 * No path that a stranger sends breaks the router, or reaches another rule by another spelling.
 * With {@code JAZZER_FUZZ=1} each test looks for new inputs for a minute; those that failed are
 * kept beside the seeds.
 */
class RoutingFuzzTest {
  private static final PathMatch FILES = new PathMatch.Template("/u/{user}/files/{path...}");
  private static final Router<PathMatch> ROUTER =
      new Router<>(
          List.of(
              hosted(new PathMatch.Prefix("/")),
              hosted(new PathMatch.Exact("/admin")),
              hosted(new PathMatch.Prefix("/admin/users")),
              hosted(FILES),
              hosted(new PathMatch.Template("/u/{user}")),
              hosted(new PathMatch.Regex("/admin/[a-z]+/(x|y).*"))));

  private static HostedMatches<PathMatch> hosted(PathMatch path) {
    MatchConfig match = new MatchConfig(path, null, List.of(), List.of());
    return new HostedMatches<>(List.of(), List.of(RouteMatch.of(match, 0, "r", 0, path)));
  }

  @FuzzTest(maxDuration = "1m")
  void aNormalPathStaysAsItIs(String raw) {
    String normal = NormalPath.of(raw);
    if (normal != null) {
      assertThat(NormalPath.of(normal)).isEqualTo(normal);
      assertThat(normal).startsWith("/").doesNotContain("//", "/./", "/../");
    }
  }

  @FuzzTest(maxDuration = "1m")
  void everyPathFindsARuleThatItMeets(String raw) {
    String normal = NormalPath.of(raw);
    if (normal != null) {
      RouteMatch<PathMatch> found = ROUTER.find(Asked.path(normal));
      if (normal.equals("/admin")) {
        assertThat(found.target()).isEqualTo(new PathMatch.Exact("/admin"));
      } else if ((normal + "/").startsWith("/admin/users/")) {
        assertThat(found.target()).isEqualTo(new PathMatch.Prefix("/admin/users"));
      } else if (found.target().equals(FILES)) {
        String user = found.path().parameter(normal, "user");
        String path = found.path().parameter(normal, "path");
        assertThat("/u/" + user + "/files/" + path).isEqualTo(normal);
        assertThat(user).isNotEmpty().doesNotContain("/");
      }
    }
  }
}

package dev.apifleet.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.route.Router.HostedMatches;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.MatchConfig.ValueMatch;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The router finds what a look at every match finds. */
class RouterProperties {
  /** One match under one host name, with its number. */
  record Entry(String host, MatchConfig match, long createdAt, int number) {}

  @Property(tries = 2000)
  void findsWhatALookAtEveryMatchFinds(
      @ForAll("entries") List<Entry> entries, @ForAll("requests") Asked request) {
    List<Entry> numbered =
        IntStream.range(0, entries.size())
            .mapToObj(
                i ->
                    new Entry(
                        entries.get(i).host, entries.get(i).match, entries.get(i).createdAt, i))
            .toList();
    Router<Integer> router = new Router<>(numbered.stream().map(RouterProperties::hosted).toList());
    Integer expected =
        numbered.stream()
            .filter(entry -> matches(entry, request))
            .min(PRECEDENCE)
            .map(Entry::number)
            .orElse(null);
    RouteMatch<Integer> found = router.find(request);
    assertThat(found == null ? null : found.target()).isEqualTo(expected);
  }

  /** Turns let the route of that number come, or go where it is there. */
  @Property(tries = 500)
  void findsTheSameHoweverItsRoutesCame(
      @ForAll("entries") List<Entry> entries,
      @ForAll List<@IntRange(max = 29) Integer> turns,
      @ForAll("manyRequests") List<Asked> requests) {
    Map<Integer, HostedMatches<Integer>> present = new TreeMap<>();
    Router<Integer> router = new Router<>(List.of());
    for (int turn : turns) {
      HostedMatches<Integer> gone = present.remove(turn);
      if (gone != null) {
        router = router.without(gone);
      } else if (turn < entries.size()) {
        Entry entry = entries.get(turn);
        present.put(turn, hosted(new Entry(entry.host, entry.match, entry.createdAt, turn)));
        router = router.with(present.get(turn));
      }
      Router<Integer> fresh = new Router<>(present.values());
      for (Asked request : requests) {
        assertThat(router.find(request)).isSameAs(fresh.find(request));
      }
    }
  }

  private static HostedMatches<Integer> hosted(Entry e) {
    return new HostedMatches<>(
        e.host.isEmpty() ? List.of() : List.of(e.host),
        List.of(RouteMatch.of(e.match, e.createdAt, routeName(e), 0, e.number)));
  }

  private static String routeName(Entry entry) {
    return "ns/route-%03d".formatted(entry.number);
  }

  private static final Comparator<Entry> PRECEDENCE =
      Comparator.<Entry>comparingInt(e -> e.host.isEmpty() ? 2 : e.host.startsWith("*") ? 1 : 0)
          .thenComparing(e -> -e.host.length())
          .thenComparing(e -> rank(e.match.path()))
          .thenComparing(RouterProperties::steps)
          .thenComparing(e -> -beginning(e.match.path()).length())
          .thenComparing(e -> e.match.method() == null)
          .thenComparing(e -> -e.match.headers().size())
          .thenComparing(e -> -e.match.queryParams().size())
          .thenComparing(Entry::createdAt)
          .thenComparing(RouterProperties::routeName);

  private static int rank(PathMatch path) {
    return switch (path) {
      case PathMatch.Exact _ -> 0;
      case PathMatch.Prefix _, PathMatch.Template _ -> 1;
      case PathMatch.Regex _ -> 2;
    };
  }

  /** A letter per segment, in alphabetical order of their precedence. */
  private static String steps(Entry entry) {
    return switch (entry.match.path()) {
      case PathMatch.Exact _, PathMatch.Regex _ -> "";
      case PathMatch.Prefix(String value) -> letters(trimmed(value)) + "d";
      case PathMatch.Template(String value) -> letters(value);
    };
  }

  private static String letters(String path) {
    return path.replaceAll("/(?!\\{)\\w*", "a")
        .replaceAll("/\\{\\w+}", "b")
        .replaceAll("/\\{\\w+\\.\\.\\.}", "c");
  }

  /** What stands before the first special character, which is never optional here. */
  private static String beginning(PathMatch path) {
    return path instanceof PathMatch.Regex(String value) ? value.split(".\\?|[.\\[(]", 2)[0] : "";
  }

  private static boolean matches(Entry entry, Asked request) {
    MatchConfig match = entry.match;
    return (entry.host.isEmpty()
            || entry.host.equals(request.host())
            || entry.host.startsWith("*") && request.host().endsWith(entry.host.substring(1)))
        && matchesPath(match.path(), request.path())
        && (match.method() == null || match.method().equals(request.method()))
        && match.headers().stream().allMatch(h -> h.value().equals(request.headers().get(h.name())))
        && match.queryParams().stream()
            .allMatch(q -> q.value().equals(request.queryParams().get(q.name())));
  }

  private static boolean matchesPath(PathMatch match, String path) {
    return switch (match) {
      case PathMatch.Exact(String value) -> path.equals(value);
      case PathMatch.Prefix(String value) -> (path + "/").startsWith(trimmed(value) + "/");
      case PathMatch.Template(String value) ->
          path.matches(
              value.replaceAll("\\{\\w+}", "[^/]+").replaceAll("\\{\\w+\\.\\.\\.}", "[^/].*"));
      case PathMatch.Regex(String value) -> path.matches(value);
    };
  }

  private static String trimmed(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<PathMatch> path =
        Arbitraries.oneOf(
            paths().map(PathMatch.Exact::new),
            paths().map(PathMatch.Prefix::new),
            templates().map(PathMatch.Template::new),
            Arbitraries.of("/a.*", "/[ab]/.*", ".*", "/a/(a|b)", "/a/b/?.*", "/(a|b)/.*")
                .map(PathMatch.Regex::new));
    Arbitrary<List<ValueMatch>> values =
        Arbitraries.of("x", "y")
            .map(name -> new ValueMatch(name, "1", false))
            .list()
            .uniqueElements()
            .ofMaxSize(2);
    Arbitrary<MatchConfig> match =
        Combinators.combine(path, methods().injectNull(0.6), values, values).as(MatchConfig::new);
    Arbitrary<String> hosts =
        Arbitraries.of("", "", "a.com", "b.a.com", "*.com", "*.a.com", "*.b.a.com");
    return Combinators.combine(hosts, match, Arbitraries.longs().between(0, 3))
        .as((host, m, age) -> new Entry(host, m, age, 0))
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<Asked> requests() {
    Arbitrary<Map<String, String>> values =
        Arbitraries.maps(Arbitraries.of("x", "y"), Arbitraries.of("1", "2")).ofMaxSize(2);
    Arbitrary<String> hosts = Arbitraries.of("", "a.com", "b.a.com", "c.b.a.com", "com", "x.org");
    return Combinators.combine(hosts, paths(), methods(), values, values).as(Asked::new);
  }

  @Provide
  Arbitrary<List<Asked>> manyRequests() {
    return requests().list().ofMaxSize(5);
  }

  private static Arbitrary<String> methods() {
    return Arbitraries.of("GET", "POST");
  }

  private static Arbitrary<String> templates() {
    Arbitrary<String> ends = Arbitraries.of("", "", "/", "/{rest...}");
    return Combinators.combine(
            Arbitraries.of("a", "b", "{x}", "{y}").list().ofMinSize(1).ofMaxSize(3), ends)
        .as((segments, end) -> "/" + String.join("/", segments) + end);
  }

  private static Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab")
        .list()
        .ofMaxSize(3)
        .flatMap(
            segments ->
                Arbitraries.of("", "/")
                    .map(end -> segments.isEmpty() ? "/" : "/" + String.join("/", segments) + end));
  }
}

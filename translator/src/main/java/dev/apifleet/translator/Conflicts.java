package dev.apifleet.translator;

import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import dev.apifleet.translator.RouteDraft.RuleDraft;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides between equal matches of the routes of one fleet as Gateway API does: the older route
 * wins, then the one first by name. Routes without a form worth serving come last.
 */
final class Conflicts {
  private static final String ALL_HOSTS = "";
  private static final Comparator<RouteDraft> PRECEDENCE =
      Comparator.comparing((RouteDraft route) -> !route.accepted())
          .thenComparing(RouteDraft::createdAt)
          .thenComparing(route -> route.ref().qualifiedName());

  private final Map<Claim, Owner> owners = new HashMap<>();

  /** Requests of one kind to one host. */
  record Claim(
      String host,
      MatchConfig.PathMatch path,
      String method,
      Set<MatchConfig.ValueMatch> headers,
      Set<MatchConfig.ValueMatch> queryParams) {
    static Claim of(String host, MatchConfig match) {
      return new Claim(
          host,
          form(match.path()),
          match.method(),
          Set.copyOf(match.headers()),
          Set.copyOf(match.queryParams()));
    }

    /** Names in a template make no difference to what it matches. */
    private static MatchConfig.PathMatch form(MatchConfig.PathMatch path) {
      return path instanceof MatchConfig.PathMatch.Template(String template)
          ? new MatchConfig.PathMatch.Template(Templates.shape(template))
          : path;
    }
  }

  private record Owner(ObjectRef route, String field) {}

  /** What is left of each route. */
  static List<Outcome> resolve(List<RouteDraft> routes) {
    Conflicts conflicts = new Conflicts();
    return routes.stream().sorted(PRECEDENCE).map(conflicts::reduce).toList();
  }

  /** All that a route claims, whether it gets it or not. */
  static Set<Claim> claims(RouteDraft route) {
    return route.rules().stream()
        .flatMap(rule -> rule.matches().stream())
        .flatMap(match -> claims(route, match).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Claim> claims(RouteDraft route, MatchDraft draft) {
    List<String> hosts = route.hostnames().isEmpty() ? List.of(ALL_HOSTS) : route.hostnames();
    return hosts.stream().map(host -> Claim.of(host, draft.match())).toList();
  }

  private Outcome reduce(RouteDraft route) {
    Problems lost = new Problems();
    List<RuleDraft> left = new ArrayList<>();
    for (RuleDraft rule : route.rules()) {
      List<MatchDraft> matches =
          rule.matches().stream().filter(match -> claim(route, match, lost)).toList();
      if (!matches.isEmpty()) {
        left.add(rule.with(matches));
      }
    }
    return Outcome.of(route, route.with(left), lost);
  }

  /**
   * Whether the match is to stay: some host is left to it. Where another route has only some of the
   * hosts, gateways prefer the older route by themselves.
   */
  private boolean claim(RouteDraft route, MatchDraft draft, Problems lost) {
    List<Claim> claims = claims(route, draft);
    Optional<Claim> rival = claims.stream().filter(owners::containsKey).findFirst();
    rival.ifPresent(claim -> report(route, draft, claim, lost));
    boolean free = claims.stream().anyMatch(claim -> !owners.containsKey(claim));
    boolean stays = rival.isEmpty() || free && route.accepted();
    if (stays) {
      Owner owner = new Owner(route.ref(), draft.field());
      claims.forEach(claim -> owners.putIfAbsent(claim, owner));
    }
    return stays;
  }

  private void report(RouteDraft route, MatchDraft draft, Claim claim, Problems lost) {
    Owner owner = owners.get(claim);
    boolean own = owner.route().equals(route.ref());
    String winner =
        own ? "by " + owner.field() : "by ApiRoute \"%s\"".formatted(owner.route().qualifiedName());
    lost.add(
        own ? "DuplicateMatch" : Findings.CONFLICTED,
        "%s: %s for %s is already served %s, which comes first; change or remove one of them"
            .formatted(draft.field(), describe(draft.match()), host(claim.host()), winner));
  }

  private static String host(String host) {
    return host.equals(ALL_HOSTS) ? "all hosts" : "host " + Quoted.of(host);
  }

  private static String describe(MatchConfig match) {
    String path =
        switch (match.path()) {
          case MatchConfig.PathMatch.Exact exact -> "path " + Quoted.of(exact.value());
          case MatchConfig.PathMatch.Prefix prefix -> "prefix " + Quoted.of(prefix.value());
          case MatchConfig.PathMatch.Template template -> "template " + Quoted.of(template.value());
          case MatchConfig.PathMatch.Regex regex -> "expression " + Quoted.of(regex.value());
        };
    return Objects.requireNonNullElse(match.method(), "any method") + " on " + path;
  }
}

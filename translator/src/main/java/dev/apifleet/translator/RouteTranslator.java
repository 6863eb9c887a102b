package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.ApiRouteSpec;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import dev.apifleet.translator.RouteDraft.RuleDraft;
import dev.apifleet.translator.RuleTranslator.RuleReading;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns an ApiRoute into rules that gateways can follow. */
final class RouteTranslator {
  private static final FieldPath RULES = FieldPath.SPEC.child("rules");
  private static final FieldPath HOSTNAMES = FieldPath.SPEC.child("hostnames");
  private static final ApiRouteSpec NOTHING = new ApiRouteSpec(null, null, null);

  private final Findings findings;

  RouteTranslator(Findings findings) {
    this.findings = findings;
  }

  /**
   * A rule that is not sound keeps its last good form. A rule that has none, and of which no match
   * can be read, leaves unknown which requests it protects: then the route is not accepted, since
   * they might fall to a wider rule.
   */
  RouteDraft translate(ApiRoute route, RouteScope scope) {
    ObjectRef ref = ObjectRef.of(route);
    ApiRouteSpec spec = route.getSpec() == null ? NOTHING : route.getSpec();
    RuleTranslator translator = new RuleTranslator(scope, new Problems(), new Problems());
    List<String> wanted = Items.of(spec.hostnames());
    List<String> hostnames = HostNames.read(HOSTNAMES, wanted, translator.invalid());
    boolean unreachable = hostnames.isEmpty() && !wanted.isEmpty();
    List<RuleReading> written =
        unreachable ? List.of() : translator.translate(RULES, Items.of(spec.rules()));
    List<RuleDraft> mended = mend(written, scope);
    boolean accepted =
        written.stream().anyMatch(RuleReading::servable)
            && mended.stream().noneMatch(rule -> rule.matches().isEmpty());
    List<RuleDraft> rules = accepted ? mended : refuse(written);
    RouteDraft draft = new RouteDraft(ref, accepted, createdAt(route), hostnames, rules);
    report(draft, translator.invalid(), translator.unresolved());
    return draft;
  }

  private static List<RuleDraft> mend(List<RuleReading> written, RouteScope scope) {
    if (written.stream().allMatch(RuleReading::sound)) {
      return written.stream().map(RuleReading::draft).toList();
    }
    Optional<RouteConfig> last = scope.last();
    LastGoodRoute lastGood = new LastGoodRoute(scope);
    Set<MatchConfig> served =
        written.stream()
            .filter(RuleReading::sound)
            .flatMap(rule -> rule.draft().matches().stream())
            .map(MatchDraft::match)
            .collect(Collectors.toUnmodifiableSet());
    return written.stream()
        .map(
            rule ->
                last.filter(_ -> !rule.sound())
                    .flatMap(form -> lastGood.revive(rule.draft().name(), form, served))
                    .orElse(rule.draft()))
        .toList();
  }

  private static List<RuleDraft> refuse(List<RuleReading> written) {
    return written.stream()
        .map(RuleReading::draft)
        .filter(rule -> !rule.matches().isEmpty())
        .map(rule -> RuleDraft.refused(rule.name(), rule.matches(), Refusals.invalidRule()))
        .toList();
  }

  private void report(RouteDraft draft, Problems invalid, Problems unresolved) {
    if (draft.accepted()) {
      findings.partly(draft.ref(), invalid);
    } else {
      findings.refute(draft.ref(), Findings.ACCEPTED, invalid);
    }
    findings.refute(draft.ref(), Findings.RESOLVED_REFS, unresolved);
  }

  /** A time that cannot be read counts as the oldest. */
  static long createdAt(ApiRoute route) {
    String text = route.getMetadata().getCreationTimestamp();
    try {
      return text == null ? 0 : OffsetDateTime.parse(text).toEpochSecond();
    } catch (DateTimeParseException _) {
      return 0;
    }
  }
}

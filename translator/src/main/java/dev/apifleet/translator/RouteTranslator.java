package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.ApiRouteSpec;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import dev.apifleet.translator.RouteDraft.RuleDraft;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Turns an ApiRoute into rules that gateways can follow. */
final class RouteTranslator {
  private static final FieldPath RULES = FieldPath.SPEC.child("rules");
  private static final FieldPath HOSTNAMES = FieldPath.SPEC.child("hostnames");
  private static final ApiRouteSpec NOTHING = new ApiRouteSpec(null, null, null);

  private final Findings findings;

  RouteTranslator(Findings findings) {
    this.findings = findings;
  }

  /** What has been read so far of one route. */
  private record Reading(References references, Problems invalid, Problems unresolved) {}

  RouteDraft translate(ApiRoute route, FleetScope scope) {
    ObjectRef ref = ObjectRef.of(route);
    ApiRouteSpec spec = route.getSpec() == null ? NOTHING : route.getSpec();
    Reading reading =
        new Reading(new References(ref.namespace(), scope), new Problems(), new Problems());
    List<String> wanted = Items.of(spec.hostnames());
    List<String> hostnames = HostNames.read(HOSTNAMES, wanted, reading.invalid());
    boolean unreachable = hostnames.isEmpty() && !wanted.isEmpty();
    List<RuleDraft> rules = unreachable ? List.of() : rules(Items.of(spec.rules()), reading);
    RouteDraft draft =
        new RouteDraft(
            ref, rules.stream().anyMatch(RuleDraft::valid), createdAt(route), hostnames, rules);
    report(draft, reading);
    return draft;
  }

  private void report(RouteDraft draft, Reading reading) {
    if (draft.accepted()) {
      findings.partly(draft.ref(), reading.invalid());
    } else {
      findings.refute(draft.ref(), Findings.ACCEPTED, reading.invalid());
    }
    findings.refute(draft.ref(), Findings.RESOLVED_REFS, reading.unresolved());
  }

  private static List<RuleDraft> rules(List<RouteRule> rules, Reading reading) {
    if (rules.isEmpty()) {
      reading.invalid().invalid(RULES, null, "write at least one rule");
    }
    List<String> names = RuleNames.of(RULES, rules, reading.invalid());
    List<RuleDraft> drafts = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      FieldPath field = RULES.item(i);
      if (rules.get(i) == null) {
        reading.invalid().invalid(field, null, "write a rule or remove the entry");
        continue;
      }
      List<MatchDraft> matches =
          Matches.read(field.child("matches"), rules.get(i).matches(), reading.invalid());
      RuleDraft draft = rule(field, rules.get(i), names.get(i), matches, reading);
      if (!matches.isEmpty()) {
        drafts.add(draft);
      }
    }
    return drafts;
  }

  /** A rule that is not valid is refused, not left out: a wider rule might lack its protection. */
  private static RuleDraft rule(
      FieldPath field, RouteRule rule, String name, List<MatchDraft> matches, Reading reading) {
    Problems invalid = new Problems();
    var action = Forwards.read(field, rule, reading.references(), invalid, reading.unresolved());
    Protections protections =
        Protections.read(field, rule, reading.references(), invalid, reading.unresolved());
    reading.invalid().addAll(invalid);
    if (!invalid.none()) {
      return RuleDraft.refused(name, matches, Refusals.invalidRule());
    }
    return protections
        .refusal()
        .map(refusal -> RuleDraft.refused(name, matches, refusal))
        .orElseGet(() -> new RuleDraft(name, matches, protections.filters(), action));
  }

  /** A time that cannot be read counts as the oldest. */
  private static long createdAt(ApiRoute route) {
    String text = route.getMetadata().getCreationTimestamp();
    try {
      return text == null ? 0 : OffsetDateTime.parse(text).toEpochSecond();
    } catch (DateTimeParseException _) {
      return 0;
    }
  }
}

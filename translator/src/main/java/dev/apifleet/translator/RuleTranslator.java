package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.translator.RouteDraft.MatchDraft;
import dev.apifleet.translator.RouteDraft.RuleDraft;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rules of one route.
 *
 * @param invalid gathers what is wrong in them
 * @param unresolved gathers what they refer to and is missing
 */
record RuleTranslator(RouteScope references, Problems invalid, Problems unresolved) {

  /**
   * A rule as it is written.
   *
   * @param draft with the matches that can be read, maybe none
   * @param sound whether all of the rule can be read
   */
  record RuleReading(RuleDraft draft, boolean sound) {
    boolean servable() {
      return draft.valid() && !draft.matches().isEmpty();
    }
  }

  List<RuleReading> translate(FieldPath field, List<RouteRule> rules) {
    if (rules.isEmpty()) {
      invalid.invalid(field, null, "write at least one rule");
    }
    List<String> names = RuleNames.of(field, rules, invalid);
    List<RuleReading> read = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) == null) {
        invalid.invalid(field.item(i), null, "write a rule or remove the entry");
      } else {
        read.add(rule(field.item(i), rules.get(i), names.get(i)));
      }
    }
    return read;
  }

  private RuleReading rule(FieldPath field, RouteRule rule, String name) {
    Problems unreadable = new Problems();
    List<MatchDraft> written = Matches.read(field.child("matches"), rule.matches(), unreadable);
    Versions version = new Versions(field.child("version"), rule.version(), unreadable);
    List<MatchDraft> matches = version.in(written);
    Problems wrong = new Problems();
    RuleDraft draft = draft(field, rule, name, matches, wrong);
    invalid.addAll(unreadable);
    invalid.addAll(wrong);
    return new RuleReading(draft, unreadable.none() && wrong.none());
  }

  /** A rule that is not valid is refused, not left out: a wider rule might lack its protection. */
  private RuleDraft draft(
      FieldPath field, RouteRule rule, String name, List<MatchDraft> matches, Problems wrong) {
    PathEdits paths = new PathEdits(matches, wrong);
    RuleAction action = new Actions(field, rule, paths, wrong).read(references, unresolved);
    Protections protections =
        Protections.read(field, rule, action, paths, references, wrong, unresolved);
    if (!wrong.none()) {
      return RuleDraft.refused(name, matches, Refusals.invalidRule());
    }
    return protections
        .refusal()
        .map(refusal -> RuleDraft.refused(name, matches, refusal))
        .orElseGet(() -> new RuleDraft(name, matches, protections.chain(), action));
  }
}

package dev.apifleet.cli.replay;

import dev.apifleet.cli.replay.Rules.Target;
import dev.apifleet.gateway.limit.count.Ledger;

/**
 * The policies of one snapshot at work on the requests of a log, at the times that the log tells,
 * with the arithmetic of gateways that ask Redis for each request.
 */
final class Trial {
  private final Rules rules;
  private final Defaults defaults;
  private final Ledger ledger;

  /**
   * What lines do not tell.
   *
   * @param tier null for {@code anonymous} or, with a subject or API key, {@code free}
   * @param host null for none
   */
  record Defaults(String tier, String host) {
    String tierOf(LogLine line) {
      if (line.tier() != null) {
        return line.tier();
      }
      return tier != null ? tier : line.isAnonymous() ? "anonymous" : "free";
    }
  }

  Trial(Rules rules, Defaults defaults, long keys) {
    this.rules = rules;
    this.defaults = defaults;
    this.ledger = new Ledger(keys);
  }

  /** What becomes of a request; times never go back. */
  Judgement judge(LogLine line, long now) {
    Logged request = Logged.of(line, defaults.host());
    Target target = rules.find(request);
    if (target == null) {
      return new Judgement.Unmatched();
    }
    return target.refuses()
        ? new Judgement.Refused(target.routeAndRule())
        : new Visit(ledger, defaults, now).through(request.by(target.routeAndRule()), target);
  }
}

package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Credential.Kind;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.identity.IdentityMeters.Result;

/** Keeps account of how credentials were judged, by kind and, where they were bad, by client. */
final class Judgements {
  private final BadTokens bad;
  private final IdentityMeters meters;

  Judgements(BadTokens bad, IdentityMeters meters) {
    this.bad = bad;
    this.meters = meters;
  }

  Outcome accepted(Kind kind, Subscriber subscriber) {
    meters.count(kind, Result.ACCEPTED);
    return new Outcome.Known(subscriber);
  }

  /**
   * A bad credential, which counts against the client.
   *
   * @param client null where nobody really sent it
   */
  Outcome bad(String client, Kind kind, Problem problem) {
    if (client != null) {
      bad.count(client);
    }
    return malformed(kind, problem);
  }

  /** One that cost nothing to refuse. */
  Outcome malformed(Kind kind, Problem problem) {
    meters.count(kind, Result.REFUSED);
    return new Outcome.Refused(problem);
  }

  /** One that nobody can judge at present. */
  Outcome unavailable(Kind kind, Problem problem) {
    meters.count(kind, Result.UNAVAILABLE);
    return new Outcome.Refused(problem);
  }

  /** Why no credential of the client is looked at for a while, or null. */
  Outcome limited(String client, Kind kind) {
    long wait = client == null ? 0 : bad.waitMillis(client);
    if (wait == 0) {
      return null;
    }
    meters.count(kind, Result.LIMITED);
    return new Outcome.Refused(IdentityProblems.tooManyBadTokens(wait));
  }
}

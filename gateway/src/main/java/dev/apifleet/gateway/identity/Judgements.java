package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Credential.Kind;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.identity.IdentityMeters.Result;

/**
 * Keeps account of how credentials were judged, by kind and, where they were bad, by client.
 *
 * @param counting false for those that nobody really presented
 */
record Judgements(BadTokens bad, IdentityMeters meters, boolean counting) {

  Outcome accepted(Kind kind, Subscriber subscriber) {
    count(kind, Result.ACCEPTED);
    return new Outcome.Known(subscriber);
  }

  /** A bad credential, which counts against the client. */
  Outcome bad(String client, Kind kind, Problem problem) {
    if (counting) {
      bad.count(client);
    }
    return malformed(kind, problem);
  }

  /** One that cost nothing to refuse. */
  Outcome malformed(Kind kind, Problem problem) {
    count(kind, Result.REFUSED);
    return new Outcome.Refused(problem);
  }

  /** One that nobody can judge at present. */
  Outcome unavailable(Kind kind, Problem problem) {
    count(kind, Result.UNAVAILABLE);
    return new Outcome.Refused(problem);
  }

  /** Why no credential of the client is looked at for a while, or null. */
  Outcome limited(String client, Kind kind) {
    long wait = bad.waitMillis(client);
    if (wait == 0) {
      return null;
    }
    count(kind, Result.LIMITED);
    return new Outcome.Refused(IdentityProblems.tooManyBadTokens(wait));
  }

  private void count(Kind kind, Result result) {
    if (counting) {
      meters.count(kind, result);
    }
  }
}

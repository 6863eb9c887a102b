package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Subscriber;

/** What the credential of a request says about who asks. */
sealed interface Outcome {
  Outcome ANONYMOUS = new Anonymous();

  /** A valid credential. */
  record Known(Subscriber subscriber) implements Outcome {}

  /** No credential that is ours to judge. */
  record Anonymous() implements Outcome {}

  /** A credential that cannot be accepted. */
  record Refused(Problem problem) implements Outcome {}
}

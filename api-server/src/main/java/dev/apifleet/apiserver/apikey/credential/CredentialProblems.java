package dev.apifleet.apiserver.apikey.credential;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;

/** Why a credential is not accepted. */
final class CredentialProblems {

  private CredentialProblems() {}

  static ProblemException invalid() {
    return new ProblemException(
        Problem.of(
            401,
            "invalid-credential",
            "The credential is not known, or is revoked or expired; send a valid one, or none."));
  }

  static ProblemException ambiguous() {
    return new ProblemException(
        Problem.of(400, "ambiguous-authorization", "Send one credential, not several."));
  }

  static ProblemException unavailable() {
    return new ProblemException(
        Problem.unavailable(
            "credentials-unavailable", "Credentials cannot be checked now; try again shortly."));
  }
}

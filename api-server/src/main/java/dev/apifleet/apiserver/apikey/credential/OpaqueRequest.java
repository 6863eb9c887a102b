package dev.apifleet.apiserver.apikey.credential;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** The question whose an API key or session is. */
public final class OpaqueRequest extends BaseAuthenticationRequest {

  private final String credential;
  private final boolean maySession;

  OpaqueRequest(String credential, boolean maySession) {
    this.credential = credential;
    this.maySession = maySession;
  }

  String credential() {
    return credential;
  }

  /** Whether it can be a session; those have no header of their own. */
  boolean maySession() {
    return maySession;
  }
}

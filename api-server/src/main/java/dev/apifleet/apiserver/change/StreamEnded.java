package dev.apifleet.apiserver.change;

/** That a stream of changes is over, though the changes go on; a client may come back. */
public final class StreamEnded extends RuntimeException {

  /** Why. */
  public enum Reason {
    TOO_SLOW("too-slow", "You read too slowly; come back, and resume from the last id."),
    MISSED("missed", "Changes were missed that are not kept any longer; read anew."),
    EXPIRED("token-expired", "The token has expired; come back with a new one."),
    REVOKED("credential-revoked", "What you came with was revoked or changed; come back anew."),
    LEAVING("leaving", "This instance leaves or balances its load; come back.");

    private final String code;
    private final String detail;

    Reason(String code, String detail) {
      this.code = code;
      this.detail = detail;
    }

    public String code() {
      return code;
    }

    public String detail() {
      return detail;
    }
  }

  private final Reason reason;

  StreamEnded(Reason reason) {
    super(reason.detail, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

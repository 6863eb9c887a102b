package dev.apifleet.translator;

import java.util.Set;

/** Whose headers are edited, and which of them nobody but the gateway may write. */
enum HeaderScope {
  /** What a backend gets. */
  REQUEST(
      Set.of(
          "client-cert",
          "forwarded",
          "host",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-forwarded-ssl",
          "x-real-ip",
          "x-request-id")),
  /** What a client gets. */
  RESPONSE(
      Set.of(
          "x-backend",
          "x-circuit-state",
          "x-gateway",
          "x-lb-algorithm",
          "x-request-id",
          "x-response-time"));

  /** Where a message ends and what one connection is for (RFC 9110, 7.6.1; RFC 9112, 6). */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Set<String> ours;

  HeaderScope(Set<String> ours) {
    this.ours = ours;
  }

  void checkWritten(FieldPath field, String name, Problems problems) {
    if (name.equals("host")) {
      problems.invalid(field, name, "name the host in a URLRewrite filter");
    } else if (ours.contains(HeaderNames.folded(name))) {
      problems.invalid(
          field, name, "remove it: what the gateway says here is believed, so only it may say it");
    } else {
      checkFraming(field, name, problems);
    }
  }

  /** To say less than the gateway would is safe, but each message has its host. */
  void checkRemoved(FieldPath field, String name, Problems problems) {
    if (name.equals("host") || this == RESPONSE && ours.contains(HeaderNames.folded(name))) {
      problems.invalid(field, name, "leave it out: the gateway writes it always");
    } else {
      checkFraming(field, name, problems);
    }
  }

  private static void checkFraming(FieldPath field, String name, Problems problems) {
    if (FRAMING.contains(name)) {
      problems.invalid(
          field, name, "leave it out: it frames the message, so it is the gateway's alone");
    }
  }
}

package dev.apifleet.gateway.limit;

/** What there is to count a request by, be it a client's, a line of a log, or one asked about. */
public interface KeyValues {
  /** The client's address; an IPv6 address by its /64. */
  String address();

  /** Who asks, or null for an anonymous client. */
  String subject();

  /** Who vouches for the subject; empty where nobody does. */
  String issuer();

  /** What the API key that was presented is known by, or null where there was none. */
  String apiKey();

  /** All values of a header, in order, with commas in between; empty where there is none. */
  String headers(String name);

  /** A claim of the token; empty where there is none. */
  String claim(String name);

  /** {@code namespace/name/rule} of what matched. */
  String routeAndRule();
}

package dev.apifleet.gateway.pool;

/**
 * What of a request its endpoint may be chosen by. Algorithms that hash ask for it when they
 * choose, the others never.
 */
public interface Asker {
  /** What limits know the client by: its IPv4 address, or the /64 of its IPv6 address. */
  String clientKey();

  /** The first of a name, or null. */
  String header(String name);

  /** The value, or null. */
  String cookie(String name);

  /** The first value, or null. */
  String queryParam(String name);

  String path();
}

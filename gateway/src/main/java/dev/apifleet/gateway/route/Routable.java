package dev.apifleet.gateway.route;

/** What the router looks at in a request. */
public interface Routable {
  /** The host asked for, in lower case and without a port; empty where none was named. */
  String host();

  /** The path in its normal form, see {@link NormalPath}. */
  String path();

  String method();

  /** The first value of a header, or null. */
  String header(String name);

  /** The first value of a query parameter, decoded, or null. */
  String queryParam(String name);
}

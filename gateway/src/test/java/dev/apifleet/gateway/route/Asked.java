package dev.apifleet.gateway.route;

import java.util.Map;

/** A request as a test describes it. */
record Asked(
    String host,
    String path,
    String method,
    Map<String, String> headers,
    Map<String, String> queryParams)
    implements Routable {
  static Asked path(String path) {
    return new Asked("", path, "GET", Map.of(), Map.of());
  }

  static Asked host(String host, String path) {
    return new Asked(host, path, "GET", Map.of(), Map.of());
  }

  @Override
  public String header(String name) {
    return headers.get(name);
  }

  @Override
  public String queryParam(String name) {
    return queryParams.get(name);
  }
}

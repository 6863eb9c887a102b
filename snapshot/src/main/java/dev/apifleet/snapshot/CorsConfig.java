package dev.apifleet.snapshot;

import java.util.List;

/** Which scripts of other origins may use the answers (Fetch standard); {@code *} means all. */
public record CorsConfig(
    List<String> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    boolean allowCredentials,
    long maxAgeSeconds) {
  public CorsConfig {
    allowOrigins = Lists.copy(allowOrigins);
    allowMethods = Lists.copy(allowMethods);
    allowHeaders = Lists.copy(allowHeaders);
    exposeHeaders = Lists.copy(exposeHeaders);
  }
}

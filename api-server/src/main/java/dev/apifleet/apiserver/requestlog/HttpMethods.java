package dev.apifleet.apiserver.requestlog;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The methods that logs and metrics name; a client may invent any other word (RFC 9110, section
 * 9.1), and each would be a time series of its own.
 */
final class HttpMethods {

  private static final String OTHER = "OTHER";
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

  static String told(String method) {
    return KNOWN.contains(method) ? method : OTHER;
  }

  @Produces
  @Singleton
  MeterFilter knownMethodsAlone() {
    MeterFilter known = MeterFilter.replaceTagValues("method", HttpMethods::told);
    return new MeterFilter() {
      /** Other meters mean the methods of Java. */
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith("http.server.") ? known.map(id) : id;
      }
    };
  }
}

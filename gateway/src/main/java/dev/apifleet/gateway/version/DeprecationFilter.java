package dev.apifleet.gateway.version;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.FilterConfig;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Tells clients that a version ends, by Deprecation (RFC 9745) and Sunset (RFC 8594), and refuses
 * them when it has.
 */
public final class DeprecationFilter implements Filter {
  /** RFC 9110, 5.6.7. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final FilterConfig.Deprecation end;
  private final InstantSource clock;
  private final String deprecation;
  private final String sunset;
  private final String links;

  public DeprecationFilter(FilterConfig.Deprecation end, InstantSource clock) {
    this.end = end;
    this.clock = clock;
    this.deprecation = "@" + end.since();
    this.sunset = end.sunset() == 0 ? null : httpDate(end.sunset());
    this.links = links(end);
  }

  private static String httpDate(long seconds) {
    return HTTP_DATE.format(Instant.ofEpochSecond(seconds));
  }

  /** Null where nothing is explained anywhere. */
  private static String links(FilterConfig.Deprecation end) {
    if (end.link() == null) {
      return null;
    }
    String target = '<' + end.link() + ">; rel=\"";
    String since = end.since() == 0 ? "" : target + "deprecation\"";
    String sunset = end.sunset() == 0 ? "" : target + "sunset\"";
    return since.isEmpty() || sunset.isEmpty() ? since + sunset : since + ", " + sunset;
  }

  @Override
  public void apply(Exchange exchange) {
    long now = clock.instant().getEpochSecond();
    announce(now, exchange);
    if (end.sunset() > 0 && now >= end.sunset()) {
      exchange.reject(gone(exchange));
    } else {
      exchange.proceed();
    }
  }

  private void announce(long now, Exchange exchange) {
    MultiMap headers = exchange.responseHeaders();
    if (end.since() > 0 && now >= end.since()) {
      headers.set("deprecation", deprecation);
    }
    if (sunset != null) {
      headers.set("sunset", sunset);
    }
    if (links != null) {
      exchange.tap(new LinkTap(links));
    }
  }

  private Problem gone(Exchange exchange) {
    String rule = exchange.route() + "/" + exchange.rule();
    String where = end.link() == null ? "" : " See " + end.link() + ".";
    return new Problem(
        410,
        "version_gone",
        "The version has ended",
        "What rule " + rule + " served ended on " + sunset + ". Use a later version." + where,
        Map.of("rule", rule, "sunset", sunset),
        Map.of());
  }
}

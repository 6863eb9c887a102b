package dev.apifleet.gateway.waf;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Work;
import dev.apifleet.gateway.waf.Inspection.Finding;
import dev.apifleet.snapshot.FilterConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Refuses requests that look like an attack, or counts them. */
public final class WafFilter implements Filter {
  static final String MATCH_HEADER = "x-waf-match";

  private final boolean enforce;
  private final int bodyBytes;
  private final Inspection inspection;
  private final Map<RuleGroup, Counter> counters = new EnumMap<>(RuleGroup.class);

  public WafFilter(FilterConfig.Waf config, String routeAndRule, MeterRegistry registry) {
    this.enforce = config.enforce();
    this.bodyBytes = config.bodyBytes();
    List<RuleGroup> groups = groups(config.rules());
    this.inspection = new Inspection(groups);
    String route = routeAndRule.substring(0, routeAndRule.lastIndexOf('/'));
    groups.forEach(group -> counters.put(group, counter(group, route, registry)));
  }

  /** Header injection belongs to the attacks on the protocol. */
  private static List<RuleGroup> groups(List<String> names) {
    List<RuleGroup> groups = new ArrayList<>();
    for (String name : names) {
      groups.add(RuleGroup.valueOf(name));
      if (groups.getLast() == RuleGroup.ProtocolAttack) {
        groups.add(RuleGroup.HeaderInjection);
      }
    }
    return groups;
  }

  private Counter counter(RuleGroup group, String route, MeterRegistry registry) {
    return Counter.builder("apifleet.gateway.waf.matches")
        .description("Requests that looked like an attack")
        .tag("route", route)
        .tag("group", group.title())
        .tag("mode", enforce ? "enforce" : "shadow")
        .register(registry);
  }

  @Override
  public void apply(Exchange exchange) {
    Finding found = inspection.head(exchange.request());
    String type = exchange.request().getHeader("content-type");
    if (found == null && bodyBytes > 0 && type != null) {
      exchange.peekBody(bodyBytes, start -> lookAt(exchange, type, start));
    } else {
      conclude(exchange, found);
    }
  }

  private void lookAt(Exchange exchange, String type, Buffer start) {
    int length = Math.min(start.length(), bodyBytes);
    String text = start.getString(0, length, StandardCharsets.UTF_8.name());
    Work.on(
        exchange,
        length,
        () -> new Looked(inspection.body(type.toLowerCase(Locale.ROOT), text)),
        looked -> conclude(exchange, looked.finding()));
  }

  /** The outcome; null where nothing was found. */
  private record Looked(Finding finding) {}

  private void conclude(Exchange exchange, Finding found) {
    if (found == null) {
      exchange.proceed();
      return;
    }
    counters.get(found.group()).increment();
    if (enforce) {
      exchange.reject(problem(found));
    } else {
      exchange.responseHeaders().add(MATCH_HEADER, found.group().title());
      exchange.proceed();
    }
  }

  /** Never repeats what was sent. */
  private static Problem problem(Finding found) {
    return new Problem(
        403,
        "request_blocked",
        "The request looks like an attack",
        "The "
            + found.place().text()
            + " looks like "
            + found.group().title()
            + ". If the request is honest, ask the operator of the API to leave this group out.",
        Map.of("group", found.group().title(), "field", found.place().text()),
        Map.of());
  }
}

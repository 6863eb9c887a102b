package dev.apifleet.cli.replay;

import dev.apifleet.gateway.limit.KeyValues;
import dev.apifleet.gateway.proxy.ClientAddress;
import dev.apifleet.gateway.proxy.HostName;
import dev.apifleet.gateway.route.NormalPath;
import dev.apifleet.gateway.route.Routable;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;

/**
 * A line of a log, in the eyes of routes and limits.
 *
 * @param path in its normal form, or null where it has none
 * @param isIdentified whether it is known who asks, where anyone does
 */
record Logged(LogLine line, String host, String path, String routeAndRule, boolean isIdentified)
    implements Routable, KeyValues {

  /**
   * @param host of lines that name none
   */
  static Logged of(LogLine line, String host) {
    String named = line.host() == null ? host : line.host();
    return new Logged(line, HostName.of(named), path(line.uri()), "", true);
  }

  private static String path(String uri) {
    if (uri == null) {
      return null;
    }
    int query = uri.indexOf('?');
    return NormalPath.of(query < 0 ? uri : uri.substring(0, query));
  }

  Logged by(String servingRule) {
    return new Logged(line, host, path, servingRule, isIdentified);
  }

  /** Before it is known who asks. */
  Logged anonymous() {
    return new Logged(line, host, path, routeAndRule, false);
  }

  @Override
  public String method() {
    return line.method() == null ? "" : line.method();
  }

  @Override
  public String header(String name) {
    return line.headers().get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String queryParam(String name) {
    if (line.uri() == null) {
      return null;
    }
    try {
      List<String> values = new QueryStringDecoder(line.uri()).parameters().get(name);
      return values == null ? null : values.getFirst();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  @Override
  public String address() {
    return ClientAddress.key(line.client());
  }

  @Override
  public String subject() {
    return isIdentified ? line.subject() : null;
  }

  @Override
  public String issuer() {
    return line.issuer() == null ? "" : line.issuer();
  }

  @Override
  public String apiKey() {
    return isIdentified ? line.apiKey() : null;
  }

  @Override
  public String headers(String name) {
    String value = header(name);
    return value == null ? "" : value;
  }

  @Override
  public String claim(String name) {
    if (!isIdentified) {
      return "";
    }
    String fallback = name.equals("iss") ? issuer() : name.equals("sub") ? line.subject() : null;
    String value = line.claims().getOrDefault(name.toLowerCase(Locale.ROOT), fallback);
    return value == null ? "" : value;
  }
}

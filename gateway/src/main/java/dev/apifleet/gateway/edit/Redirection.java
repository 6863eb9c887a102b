package dev.apifleet.gateway.edit;

import dev.apifleet.gateway.route.PathCondition;
import dev.apifleet.snapshot.RuleAction;

/**
 * Where clients are sent instead of a backend, as Gateway API defines it: what is not written stays
 * as it was asked for, but for the port where the scheme changes.
 *
 * @param scheme null for that of the request
 * @param hostname null for that of the request
 * @param port 0 for the well-known one of the scheme where that is given, else for that of the
 *     request
 */
public record Redirection(String scheme, String hostname, int port, PathRewrite path, int status) {
  public static Redirection of(RuleAction.Redirect config) {
    return new Redirection(
        config.scheme(),
        config.hostname(),
        config.port(),
        PathRewrite.of(config.path()),
        config.status());
  }

  /** The request as the client addressed it. */
  public record Address(String scheme, String authority, String path, String query) {}

  /** The value of Location, or null where the path has no normal form. */
  public String location(Address asked, PathCondition condition) {
    String newPath = path == PathRewrite.NONE ? asked.path() : path.apply(condition, asked.path());
    if (newPath == null) {
      return null;
    }
    String pathAndQuery = asked.query() == null ? newPath : newPath + '?' + asked.query();
    String host = hostname == null ? hostOf(asked.authority()) : hostname;
    return host.isEmpty() ? pathAndQuery : origin(asked, host) + pathAndQuery;
  }

  private String origin(Address asked, String host) {
    String newScheme = scheme == null ? asked.scheme() : scheme;
    String newPort = port(asked, newScheme);
    return newScheme + "://" + host + newPort;
  }

  /** With its colon; empty where it is the well-known one. */
  private String port(Address asked, String newScheme) {
    String wellKnown = newScheme.equals("https") ? ":443" : ":80";
    String written = port > 0 ? ":" + port : scheme == null ? portOf(asked.authority()) : wellKnown;
    return written.equals(wellKnown) ? "" : written;
  }

  private static String hostOf(String authority) {
    return authority.substring(0, portIndex(authority));
  }

  private static String portOf(String authority) {
    return authority.substring(portIndex(authority));
  }

  private static int portIndex(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : authority.length();
  }
}

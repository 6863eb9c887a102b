package dev.apifleet.gateway.compress;

import java.util.List;
import java.util.Locale;

/**
 * Which codings a client takes, and how gladly (RFC 9110, 12.5.3).
 *
 * @param lists values of all {@code Accept-Encoding} fields
 */
record AcceptEncoding(List<String> lists) {
  private static final double UNNAMED = -1;

  /**
   * The coding that the client likes best, of equals the first; null where it likes the plain body
   * better or takes none of them.
   */
  Coding choose(List<Coding> offered) {
    Coding best = null;
    double most = Math.max(0, weight("identity"));
    for (Coding coding : offered) {
      double weight = weight(coding);
      if (weight > most || best == null && weight == most && weight > 0) {
        best = coding;
        most = weight;
      }
    }
    return best;
  }

  private double weight(Coding coding) {
    double weight = weight(coding.token());
    if (weight == UNNAMED && coding == Coding.GZIP) {
      weight = weight("x-gzip");
    }
    return weight == UNNAMED ? weight("*") : weight;
  }

  /** Whether a plain body is not acceptable. */
  boolean refusesIdentity() {
    double identity = weight("identity");
    return identity == 0 || identity == UNNAMED && weight("*") == 0;
  }

  private double weight(String token) {
    for (String list : lists) {
      for (String item : list.split(",")) {
        String[] parts = item.split(";", 2);
        if (parts[0].trim().equalsIgnoreCase(token)) {
          return parts.length == 1 ? 1 : quality(parts[1].trim().toLowerCase(Locale.ROOT));
        }
      }
    }
    return UNNAMED;
  }

  /** What is not a quality is none: a client that cannot say what it wants gets the plain body. */
  private static double quality(String parameter) {
    try {
      double quality =
          parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2).trim()) : 0;
      return quality >= 0 && quality <= 1 ? quality : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}

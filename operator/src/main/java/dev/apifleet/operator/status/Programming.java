package dev.apifleet.operator.status;

import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far the current form of an object has got, by what gateway pods said and by nothing else.
 *
 * @param serving ready pods that serve exactly this form
 * @param ready ready pods of the fleets that are to serve it
 * @param delivered whether any fleet is to serve the object
 * @param waiting ready pods that have not answered yet
 * @param rejections of ready pods that cannot serve it
 */
public record Programming(
    int serving, int ready, boolean delivered, List<String> waiting, List<Rejection> rejections) {
  private static final int NAMED = 3;
  private static final int LONGEST_REASON = 250;
  private static final String LAST_GOOD = "not accepted; its last good form goes on serving";
  private static final String NO_FLEET =
      "no GatewayFleet serves it: create one in its namespace, or set allowedRoutes.from to All on"
          + " one in the namespace of the operator";
  private static final String NONE_READY =
      "no gateway of its fleet is ready: look at the pods with label apifleet.dev/fleet";

  public Programming {
    waiting = List.copyOf(waiting);
    rejections = List.copyOf(rejections);
  }

  /** As people see it: {@code 2/3}. */
  public String gateways() {
    return serving + "/" + ready;
  }

  /**
   * Whether some pods have not answered, and none refused: most likely it is a matter of moments.
   */
  boolean pending() {
    return delivered && rejections.isEmpty() && serving < ready;
  }

  /** The Programmed condition of an object that is valid. */
  Finding accepted(ObjectRef object, long generation) {
    if (!delivered) {
      return programmed(object, false, "NoGateways", NO_FLEET);
    }
    if (ready == 0) {
      return programmed(object, false, "NoGateways", NONE_READY);
    }
    if (!rejections.isEmpty()) {
      return programmed(object, false, "Rejected", "rejected by " + rejected());
    }
    return serving == ready
        ? programmed(object, true, "Programmed", serves(generation))
        : programmed(
            object, false, "Pending", serves(generation) + "; waiting for " + named(waiting));
  }

  /** Whether a message says that a last good form is served. */
  static boolean servesLastGood(String message) {
    return message.startsWith(LAST_GOOD);
  }

  /** The Programmed condition of an object that is not valid. */
  Finding invalid(ObjectRef object) {
    return programmed(
        object,
        false,
        "Invalid",
        delivered
            ? LAST_GOOD + " on %d of %d gateways".formatted(serving, ready)
            : "not accepted, and there is no last good form to serve");
  }

  private String serves(long generation) {
    return "%d of %d gateways serve generation %d".formatted(serving, ready, generation);
  }

  /** Pods that say the same are named together: most often all of them do. */
  private String rejected() {
    Map<String, List<String>> pods = new LinkedHashMap<>();
    rejections.forEach(
        each -> pods.merge(what(each), List.of(each.pod()), Programming::concatenated));
    String first =
        pods.entrySet().stream()
            .limit(NAMED)
            .map(each -> named(each.getValue()) + ": " + each.getKey())
            .collect(Collectors.joining("; "));
    return pods.size() <= NAMED
        ? first
        : first + "; and for %d more reasons".formatted(pods.size() - NAMED);
  }

  private static List<String> concatenated(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static String what(Rejection rejection) {
    String reason = rejection.reason();
    return rejection.resource()
        + ": "
        + (reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…");
  }

  private static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : first + " and %d more".formatted(names.size() - NAMED);
  }

  private static Finding programmed(
      ObjectRef object, boolean status, String reason, String message) {
    return new Finding(object, "Programmed", status, reason, message);
  }
}

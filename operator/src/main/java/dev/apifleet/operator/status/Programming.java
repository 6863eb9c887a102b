package dev.apifleet.operator.status;

import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.util.List;

/**
 * How far the current form of an object has got, by what gateway pods said and by nothing else.
 *
 * @param serving ready pods that serve exactly this form
 * @param ready ready pods of the fleets that are to serve it
 * @param delivered whether any fleet is to serve the object
 * @param waiting ready pods that have not answered yet
 * @param rejections {@code pod: reason} of ready pods that cannot serve it
 */
public record Programming(
    int serving, int ready, boolean delivered, List<String> waiting, List<String> rejections) {
  private static final int NAMED = 3;
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

  /** The Programmed condition of an object that is valid. */
  Finding accepted(ObjectRef object, long generation) {
    if (!delivered) {
      return programmed(object, false, "NoGateways", NO_FLEET);
    }
    if (ready == 0) {
      return programmed(object, false, "NoGateways", NONE_READY);
    }
    if (!rejections.isEmpty()) {
      return programmed(object, false, "Rejected", "rejected by " + named(rejections, "; "));
    }
    return serving == ready
        ? programmed(object, true, "Programmed", serves(generation))
        : programmed(
            object, false, "Pending", serves(generation) + "; waiting for " + named(waiting, ", "));
  }

  /** The Programmed condition of an object that is not valid. */
  Finding invalid(ObjectRef object) {
    return programmed(
        object,
        false,
        "Invalid",
        delivered
            ? "not accepted; its last good form goes on serving on %d of %d gateways"
                .formatted(serving, ready)
            : "not accepted, and there is no last good form to serve");
  }

  private String serves(long generation) {
    return "%d of %d gateways serve generation %d".formatted(serving, ready, generation);
  }

  private static String named(List<String> names, String separator) {
    String first = String.join(separator, names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : first + " and %d more".formatted(names.size() - NAMED);
  }

  private static Finding programmed(
      ObjectRef object, boolean status, String reason, String message) {
    return new Finding(object, "Programmed", status, reason, message);
  }
}

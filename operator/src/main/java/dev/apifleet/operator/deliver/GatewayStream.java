package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Version;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one gateway has, by its own word, and what it is to be sent. Only one delivery is without
 * its ack at a time, so that a slow gateway gets the latest and not every one. Lives on one event
 * loop.
 */
final class GatewayStream {
  private final Function<String, Optional<Published>> known;
  private Version serving;
  private Published has;
  private Published sent;

  /**
   * @param known finds what was published with a content hash, by whichever operator
   */
  GatewayStream(Function<String, Optional<Published>> known) {
    this.known = known;
  }

  /** The gateway says what it serves. */
  void serves(Version version) {
    serving = version;
    if (sent != null && sent.version().equals(version)) {
      has = sent;
      sent = null;
    }
  }

  /** Whether a delivery is without its ack. */
  boolean awaitsAck() {
    return sent != null;
  }

  /** What to send now, so that the gateway serves what it should; from now on it awaits its ack. */
  Optional<Delivery> next(Published wanted) {
    if (awaitsAck() || wanted.version().equals(serving)) {
      return Optional.empty();
    }
    Delivery delivery = new Delivery(base(), wanted);
    sent = wanted;
    return Optional.of(delivery);
  }

  private Optional<Published> base() {
    if (serving == null) {
      return Optional.empty();
    }
    return has != null && has.version().hash().equals(serving.hash())
        ? Optional.of(has)
        : known.apply(serving.hash());
  }
}

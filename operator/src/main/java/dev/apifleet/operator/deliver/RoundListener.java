package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.translator.Translation;
import java.util.List;

/** Hears of each round of the publish loop: what is wanted, and which pods there are. */
public interface RoundListener {
  /** Called by the loop's thread, never twice at a time. */
  void round(Translation translation, List<GatewayPod> pods);
}

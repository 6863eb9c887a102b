package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Answer.Standing;
import java.util.List;

/** What becomes of a request; lists have an element per part, in their order. */
public sealed interface Outcome {
  /**
   * It may pass.
   *
   * @param charges what it was charged, for giving back
   * @param standings what is left after it
   * @param delayMillis so long it waits for its turn
   * @param alone whether this gateway has decided by itself, the store being away
   */
  record Admitted(List<Charged> charges, List<Standing> standings, long delayMillis, boolean alone)
      implements Outcome {}

  /**
   * It is refused, and was charged nothing.
   *
   * @param alone whether this gateway has decided by itself, the store being away
   */
  record Refused(List<Standing> standings, boolean alone) implements Outcome {}

  /** Nobody can tell, and the policy of one part wants such requests refused. */
  record StoreAway(Part part) implements Outcome {}
}

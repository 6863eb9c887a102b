package dev.apifleet.gateway.limit.count;

import java.util.List;

/** What the store of counters is asked; each is done at once or not at all. */
public sealed interface Ask {
  /**
   * Charges all counters, or none where one of them has not enough; answered by Answer.Taken or
   * Answer.Standings.
   */
  record Take(List<Charge> charges) implements Ask {}

  /** How the counters stand towards a charge, which is not made; answered by Answer.Standings. */
  record Look(List<Charge> charges) implements Ask {}

  /**
   * Charges a counter whether it has enough or not, or gives units back that were not spent;
   * answered by Answer.Done. Where the answer is lost, units must not be given back again: they
   * would be missing from what others have charged.
   *
   * @param units to charge, or less than 0 to give back
   * @param stamp of the grant that is given back, so that nothing returns twice; 0 where units are
   *     charged, and {@link #LATEST} where people give units back
   */
  record Settle(Counter counter, long units, long stamp) implements Ask {
    /** Gives back what was charged last, whichever grant it was of; a number that Lua has too. */
    public static final long LATEST = -(1L << 53);
  }

  /** Forgets what a counter has counted; answered by Answer.Done. */
  record Reset(Counter counter) implements Ask {}

  /**
   * What a counter is charged.
   *
   * @param cost of the request at hand, without which the charge fails
   * @param waiting for requests that wait for the same answer: granted as far as it goes
   * @param ahead for requests to come: of what is left then, at most an even share of half is
   *     granted, so that slices shrink as the end comes near
   */
  record Charge(Counter counter, long cost, long waiting, long ahead) {}
}

package dev.apifleet.gateway.limit.count;

import java.util.List;

/** What the store of counters says; lists have an element per charge, in their order. */
public sealed interface Answer {
  /** All counters were charged. */
  record Taken(List<Grant> grants) implements Answer {}

  /** Nothing was charged, since it was only asked about or one counter at least has not enough. */
  record Standings(List<Standing> counters) implements Answer {}

  /** It was done. */
  record Done() implements Answer {}

  /**
   * What a counter granted.
   *
   * @param units at least the cost that was asked for
   * @param remaining how many more it would grant now
   * @param resetMillis until its window ends, or its bucket would be as new
   * @param validMillis so long may what was taken ahead be spent, from when it was asked for, by
   *     any clock that runs evenly
   * @param stamp names the part of the count that was charged, for giving back
   * @param delayMillis so long must the request wait for its turn
   */
  record Grant(
      long units,
      long remaining,
      long resetMillis,
      long validMillis,
      long stamp,
      long delayMillis) {}

  /**
   * Where a counter stands towards a charge.
   *
   * @param exhausted whether it has not enough
   * @param waitMillis until it would have enough, if nobody else came
   * @param askAgainMillis until it is worth asking again: earlier than the wait where others hold
   *     units that they may give back
   */
  record Standing(
      boolean exhausted, long remaining, long resetMillis, long waitMillis, long askAgainMillis) {
    /** The place of the one that is short and for the longest time; -1 where none is short. */
    public static int shortLongest(List<Standing> standings) {
      int found = -1;
      for (int i = 0; i < standings.size(); i++) {
        Standing standing = standings.get(i);
        if (standing.exhausted()
            && (found < 0 || standing.waitMillis() > standings.get(found).waitMillis())) {
          found = i;
        }
      }
      return found;
    }

    /** The same once so many units more are charged. */
    public Standing after(long units) {
      return new Standing(
          exhausted, Math.max(0, remaining - units), resetMillis, waitMillis, askAgainMillis);
    }
  }
}

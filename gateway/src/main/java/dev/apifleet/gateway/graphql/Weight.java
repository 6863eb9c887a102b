package dev.apifleet.gateway.graphql;

/**
 * What a part of an operation asks for.
 *
 * @param depth levels of nested fields
 * @param cost sum over all fields, lists counted as often as they may have items
 * @param aliases fields under another name
 * @param introspects whether it asks for the schema
 */
record Weight(int depth, long cost, long aliases, boolean introspects) {
  static final Weight NOTHING = new Weight(0, 0, 0, false);

  /** Beyond any limit, and far from overflow. */
  private static final long MOST = 1L << 40;

  Weight {
    cost = Math.min(cost, MOST);
    aliases = Math.min(aliases, MOST);
  }

  /** Both, side by side. */
  Weight plus(Weight other) {
    return new Weight(
        Math.max(depth, other.depth),
        cost + other.cost,
        aliases + other.aliases,
        introspects || other.introspects);
  }

  /** A field with these children, of a list with so many items. */
  Weight under(long items, boolean alias, boolean introspection) {
    long times = Math.min(Math.max(1, items), MOST);
    boolean tooMuch = cost > MOST / times;
    return new Weight(
        depth + 1,
        tooMuch ? MOST : 1 + cost * times,
        aliases + (alias ? 1 : 0),
        introspects || introspection);
  }
}

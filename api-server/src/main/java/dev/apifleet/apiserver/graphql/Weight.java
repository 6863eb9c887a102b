package dev.apifleet.apiserver.graphql;

/**
 * What a part of an operation asks for.
 *
 * @param depth fields nested in one another
 * @param cost fields of the answer at most
 * @param aliases how many fields have another name, as often as they are asked for
 * @param schema whether it asks for the schema
 */
record Weight(int depth, long cost, long aliases, boolean schema) {

  static final Weight NONE = new Weight(0, 0, 0, false);

  /**
   * Nothing is fetched for the schema, and what tools ask of it nests deeper than any data does;
   * graphql-java itself refuses to go round in it (its {@code GoodFaithIntrospection}).
   */
  static final Weight SCHEMA = new Weight(0, 0, 0, true);

  /** Beyond all limits, and far from overflow. */
  private static final long MOST = 1L << 40;

  Weight and(Weight other) {
    return new Weight(
        Math.max(depth, other.depth),
        Math.min(MOST, cost + other.cost),
        Math.min(MOST, aliases + other.aliases),
        schema || other.schema);
  }

  /** That of a field with this selection, so many times. */
  Weight within(int items, boolean alias) {
    return new Weight(
        depth + 1, Math.min(MOST, 1 + items * cost), aliases + (alias ? 1 : 0), schema);
  }
}

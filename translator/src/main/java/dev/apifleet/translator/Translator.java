package dev.apifleet.translator;

/** Turns custom resources into what gateways need to know: a pure function. */
public final class Translator {
  /** Translates from scratch. */
  public Translation translate(World world) {
    return translate(world, Translation.NONE);
  }

  /**
   * Never throws for what users wrote, and never changes its arguments.
   *
   * @param before an earlier translation, of which is taken over what still holds; which one makes
   *     no difference to the result
   */
  public Translation translate(World world, Translation before) {
    Translation known = before.history().isOf(world) ? before : Translation.NONE;
    return Report.of(known, known.history().next(world));
  }
}

package dev.apifleet.translator;

import java.util.Map;
import java.util.TreeMap;

/** Turns custom resources into what gateways need to know: a pure function. */
public final class Translator {
  /** Never throws for what users wrote, and never changes its argument. */
  public Translation translate(World world) {
    return new Translation(new TreeMap<>(), new TreeMap<>(), Map.of());
  }
}

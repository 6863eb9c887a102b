package dev.apifleet.gateway;

import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.upkeep.Upkeep;

/** Where a gateway is, and whom it asks for names. */
public record Surroundings(Place place, Upkeep.Dns dns) {
  /** On this machine. */
  public static Surroundings at(Place place) {
    return new Surroundings(place, Upkeep.Dns.ofThisMachine());
  }
}

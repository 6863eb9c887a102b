package dev.apifleet.gateway;

import dev.apifleet.gateway.overload.Machine;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.upkeep.Upkeep;

/** Where a gateway is, whom it asks for names, and what tells how hard it works. */
public record Surroundings(Place place, Upkeep.Dns dns, Strain.Source strain) {
  /** On this machine. */
  public static Surroundings at(Place place) {
    return new Surroundings(place, Upkeep.Dns.ofThisMachine(), new Machine());
  }
}

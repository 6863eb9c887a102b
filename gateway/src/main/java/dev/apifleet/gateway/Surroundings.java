package dev.apifleet.gateway;

import dev.apifleet.gateway.overload.Machine;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.upkeep.Upkeep;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/**
 * Where a gateway is, whom it asks for names, what tells how hard it works, and where its access
 * log goes.
 */
public record Surroundings(
    Place place, Upkeep.Dns dns, Strain.Source strain, OutputStream accessLog) {
  /** On this machine. */
  public static Surroundings at(Place place) {
    return new Surroundings(
        place, Upkeep.Dns.ofThisMachine(), new Machine(), new FileOutputStream(FileDescriptor.out));
  }
}

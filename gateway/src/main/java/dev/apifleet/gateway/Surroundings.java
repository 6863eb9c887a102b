package dev.apifleet.gateway;

import dev.apifleet.gateway.overload.Machine;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.sync.Hosts;
import dev.apifleet.gateway.sync.LocalPaths;
import dev.apifleet.gateway.upkeep.Upkeep;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a gateway is, whom it asks for names of backends and of operators, what tells how hard it
 * works, where its access log goes, and where snapshots lie.
 */
public record Surroundings(
    Place place,
    Upkeep.Dns dns,
    Strain.Source strain,
    OutputStream accessLog,
    Hosts hosts,
    LocalPaths local) {
  private static final LocalPaths NOWHERE =
      new LocalPaths(Path.of("/nowhere"), Path.of("/nowhere"), Duration.ofHours(1));

  /** On this machine. */
  public static Surroundings at(Place place, LocalPaths local) {
    return new Surroundings(
        place,
        Upkeep.Dns.ofThisMachine(),
        new Machine(),
        new FileOutputStream(FileDescriptor.out),
        Hosts.ofThisMachine(),
        local);
  }

  /** Where no snapshots lie. */
  public Surroundings(Place place, Upkeep.Dns dns, Strain.Source strain, OutputStream accessLog) {
    this(place, dns, strain, accessLog, Hosts.ofThisMachine(), NOWHERE);
  }
}

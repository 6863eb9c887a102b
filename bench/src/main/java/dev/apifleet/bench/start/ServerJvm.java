package dev.apifleet.bench.start;

import dev.apifleet.snapshot.GatewayJvm;

/** How the chart runs the JVMs of the operator and of API servers. */
public final class ServerJvm {
  public static final String OPTIONS =
      "-XX:+UseSerialGC -XX:MaxRAMPercentage=45 -XX:+ExitOnOutOfMemoryError"
          + " -Djava.io.tmpdir=/tmp"
          + GatewayJvm.START;

  private ServerJvm() {}
}

package dev.apifleet.snapshot;

/** How the JVM of a gateway is run: in pods, and where gateways are measured. */
public final class GatewayJvm {
  /** For its environment, as {@code JAVA_TOOL_OPTIONS}. */
  public static final String OPTIONS =
      "-XX:+UseSerialGC -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp";

  /** What a pod may have unless its fleet says otherwise. */
  public static final int MEMORY_MEBIBYTES = 512;

  private GatewayJvm() {}
}

package dev.apifleet.snapshot;

/** How the JVM of a gateway is run: in pods, and where gateways are measured. */
public final class GatewayJvm {
  /**
   * For a start that costs little. What only a start does is called too seldom then for the second
   * compiler, and reflection, which no request needs, generates no classes.
   */
  public static final String START =
      " -XX:Tier2InvokeNotifyFreqLog=14 -XX:Tier3InvokeNotifyFreqLog=14"
          + " -XX:Tier23InlineeNotifyFreqLog=24"
          + " -XX:Tier2BackedgeNotifyFreqLog=18 -XX:Tier3BackedgeNotifyFreqLog=18"
          + " -Djdk.reflect.useNativeAccessorOnly=true";

  /**
   * How memory is used. A young generation that is not too small from the start on: each collection
   * makes all requests wait for about a millisecond.
   */
  public static final String MEMORY =
      "-XX:+UseSerialGC -XX:MaxRAMPercentage=60 -XX:NewSize=32m -XX:+ExitOnOutOfMemoryError"
          + " -Djava.io.tmpdir=/tmp";

  /** A name is looked up anew: the JVM would go on with the addresses of operators long gone. */
  private static final String NAMES = " -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=1";

  /** For its environment, as {@code JAVA_TOOL_OPTIONS}. */
  public static final String OPTIONS = MEMORY + START + NAMES;

  /** What a pod may have unless its fleet says otherwise. */
  public static final int MEMORY_MEBIBYTES = 512;

  private GatewayJvm() {}
}

package dev.apifleet.gateway.load;

import com.sun.management.OperatingSystemMXBean;
import dev.apifleet.snapshot.grpc.GatewayLoad;
import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What the gateway itself carries between two reports. Confined to one event loop. */
public final class OwnLoad {
  private final LongSupplier requests;
  private final IntSupplier connections;
  private final LongSupplier cpuNanos;
  private long requestsBefore;
  private long cpuBefore;
  private long reportedAt;
  private boolean begun;

  /**
   * @param requests how many have come
   * @param connections how many clients have open
   * @param cpuNanos CPU time that was used
   */
  public OwnLoad(LongSupplier requests, IntSupplier connections, LongSupplier cpuNanos) {
    this.requests = requests;
    this.connections = connections;
    this.cpuNanos = cpuNanos;
  }

  /** CPU time of this process; asking for it does not block. */
  public static LongSupplier processCpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime;
  }

  /**
   * The load since the report before; the first one tells no rates, since what a process does at
   * its start is no load.
   *
   * @param concurrency requests under way at all pools
   */
  public GatewayLoad report(double concurrency, long now) {
    GatewayLoad.Builder load =
        GatewayLoad.newBuilder().setConcurrency(concurrency).setConnections(connections.getAsInt());
    long requestsNow = requests.getAsLong();
    long cpuNow = cpuNanos.getAsLong();
    if (begun) {
      double elapsed = Math.max(1, now - reportedAt);
      load.setRate((requestsNow - requestsBefore) * 1e9 / elapsed);
      load.setCpus((cpuNow - cpuBefore) / elapsed);
    }
    begun = true;
    requestsBefore = requestsNow;
    cpuBefore = cpuNow;
    reportedAt = now;
    return load.build();
  }
}

package dev.apifleet.gateway.overload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** The container that this process runs in. */
public final class Machine implements Strain.Source {
  private static final Path CPU_MAX = Path.of("/sys/fs/cgroup/cpu.max");

  private final CpuUse cpu;
  private final LoopDemand demand = new LoopDemand(System::nanoTime);
  private final HeapUse heap = HeapUse.watch();

  public Machine() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    cpu =
        new CpuUse(
            system::getProcessCpuTime,
            System::nanoTime,
            CpuUse.cpus(CPU_MAX, Runtime.getRuntime().availableProcessors()));
  }

  @Override
  public void watchLoop() {
    demand.watch();
  }

  @Override
  public Strain measure(double lagMillis) {
    return new Strain(Math.max(cpu.percent(), demand.percent()), heap.percent(), lagMillis);
  }
}

package dev.apifleet.apiserver.admin.dashboard;

import dev.apifleet.apiserver.ApiServerConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;

/** Which instance answers, since when, and on how much memory. */
@ApplicationScoped
public class InstancePart implements DashboardPart {

  private final String instance;

  InstancePart(ApiServerConfig config) {
    this.instance = config.instanceId();
  }

  @Override
  public String name() {
    return "instance";
  }

  @Override
  public Uni<Map<String, Object>> read() {
    Duration uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    Runtime runtime = Runtime.getRuntime();
    return Uni.createFrom()
        .item(
            Map.of(
                "id",
                instance,
                "uptimeSeconds",
                uptime.toSeconds(),
                "heapBytes",
                runtime.totalMemory() - runtime.freeMemory(),
                "heapLimitBytes",
                runtime.maxMemory()));
  }
}

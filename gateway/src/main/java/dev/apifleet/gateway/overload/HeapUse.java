package dev.apifleet.gateway.overload;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** How much of the heap was in use after the last collection. */
final class HeapUse {
  private final Set<String> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private volatile double percent;

  private HeapUse() {}

  /** That of this process. */
  static HeapUse watch() {
    HeapUse use = new HeapUse();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener((event, _) -> use.collected(event), null, null);
      }
    }
    return use;
  }

  private void collected(Notification event) {
    if (event.getUserData() instanceof CompositeData data
        && event
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      Map<String, MemoryUsage> after =
          GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc();
      long used = 0;
      for (String pool : pools) {
        used += after.containsKey(pool) ? after.get(pool).getUsed() : 0;
      }
      percent = 100.0 * used / Runtime.getRuntime().maxMemory();
    }
  }

  /** 0 before the first collection. */
  double percent() {
    return percent;
  }
}

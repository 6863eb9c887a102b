package dev.apifleet.apiserver.admin.dashboard;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** One part of the dashboard, with a source of its own that may be away. */
public interface DashboardPart {

  String name();

  Uni<Map<String, Object>> read();
}

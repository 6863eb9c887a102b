package dev.apifleet.apiserver.admin.dashboard;

import dev.apifleet.apiserver.requestlog.RequestLog;
import dev.apifleet.apiserver.requestlog.SinkState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** How the sinks of the log of requests do. */
@ApplicationScoped
public class RequestLogPart implements DashboardPart {

  private final RequestLog log;

  RequestLogPart(RequestLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "requestLog";
  }

  @Override
  public Uni<Map<String, Object>> read() {
    Map<String, Object> sinks = new TreeMap<>();
    for (SinkState state : log.states()) {
      sinks.put(state.sink(), state);
    }
    return Uni.createFrom().item(sinks);
  }
}

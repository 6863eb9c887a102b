package dev.apifleet.apiserver.admin.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.arc.All;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.Cache;

/** Shows at a glance how the instance that answers does; what is away is told as that. */
@Tag(name = "admin")
@Path(SameInBothVersions.API + "/admin/dashboard")
public class DashboardEndpoint {

  private static final Logger LOG = Logger.getLogger(DashboardEndpoint.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final List<DashboardPart> parts;

  DashboardEndpoint(@All List<DashboardPart> parts) {
    this.parts = parts;
  }

  /**
   * What a part has to show.
   *
   * @param status {@code available}, or {@code unavailable} without any data
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Shown(String status, Map<String, Object> data) {}

  /** The parts by name. */
  public record Dashboard(Map<String, Shown> parts) {}

  @GET
  @PermissionsAllowed("admin:read")
  @Cache(noStore = true)
  @Operation(summary = "How the instance that answers does, and what it sees")
  public Uni<Dashboard> dashboard() {
    return Uni.join()
        .all(parts.stream().map(DashboardEndpoint::shown).toList())
        .andFailFast()
        .map(this::together);
  }

  private static Uni<Shown> shown(DashboardPart part) {
    return Uni.createFrom()
        .deferred(part::read)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(data -> new Shown("available", data))
        .onFailure()
        .invoke(failure -> LOG.debugf("%s is away: %s", part.name(), failure.getMessage()))
        .onFailure()
        .recoverWithItem(new Shown("unavailable", null));
  }

  private Dashboard together(List<Shown> shown) {
    Map<String, Shown> named = new TreeMap<>();
    for (int i = 0; i < shown.size(); i++) {
      named.put(parts.get(i).name(), shown.get(i));
    }
    return new Dashboard(named);
  }
}

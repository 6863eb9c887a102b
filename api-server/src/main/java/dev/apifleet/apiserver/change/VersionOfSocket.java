package dev.apifleet.apiserver.change;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Lets WebSockets of the API's versions alone be opened. */
@ApplicationScoped
public class VersionOfSocket implements HttpUpgradeCheck {

  private static final Set<String> VERSIONS = Set.of("v1", "v2");

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    return VERSIONS.contains(context.pathParam("version"))
        ? CheckResult.permitUpgrade()
        : CheckResult.rejectUpgrade(404);
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return ChangesSocket.class.getName().equals(endpointId);
  }
}

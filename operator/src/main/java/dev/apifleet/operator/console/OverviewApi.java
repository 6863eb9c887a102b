package dev.apifleet.operator.console;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lists what the fleets consist of, as far as the user's own rights reach. */
@Path("/console/api/resources")
public class OverviewApi {
  private final KubeApi kube;
  private final Sessions sessions;
  private final Clock clock = Clock.systemUTC();

  OverviewApi(KubeApi kube, Sessions sessions) {
    this.kube = kube;
    this.sessions = sessions;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Overview read(
      @HeaderParam("Authorization") String authorization,
      @CookieParam(Sessions.COOKIE) String cookie,
      @Context HttpServerRequest request) {
    return sessions.run(authorization, cookie, request, this::read);
  }

  private Overview read(String token) {
    Map<Listed, CompletableFuture<KubeAnswer>> calls = new EnumMap<>(Listed.class);
    for (Listed kind : Listed.values()) {
      calls.put(kind, kube.get(kind.path(), token));
    }
    Map<Listed, KubeAnswer> answers = new EnumMap<>(Listed.class);
    calls.forEach((kind, call) -> answers.put(kind, call.join()));
    return Overview.of(answers, clock.instant());
  }
}

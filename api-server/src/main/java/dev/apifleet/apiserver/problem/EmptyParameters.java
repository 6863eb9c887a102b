package dev.apifleet.apiserver.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what is there and empty, which endpoints would see as not there at all. */
public final class EmptyParameters {

  @ServerRequestFilter
  void check(ContainerRequestContext request) {
    request.getUriInfo().getQueryParameters().entrySet().stream()
        .filter(parameter -> parameter.getValue().contains(""))
        .findFirst()
        .ifPresent(parameter -> refuse(parameter.getKey()));
    String precondition = request.getHeaderString(HttpHeaders.IF_MATCH);
    if (precondition != null && precondition.isBlank()) {
      refuse(HttpHeaders.IF_MATCH);
    }
  }

  private static void refuse(String name) {
    throw new ProblemException(
        Problem.invalid(name, name + " is empty; give it a value, or leave it out."));
  }
}

package dev.apifleet.apiserver.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception of an endpoint into problem+json. */
public final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final AllowedMethods methods;

  ProblemMappers(AllowedMethods methods) {
    this.methods = methods;
  }

  @ServerExceptionMapper
  Response problem(ProblemException failure) {
    return answer(failure.problem());
  }

  @ServerExceptionMapper
  Response unauthorized(UnauthorizedException failure) {
    return answer(Problem.TOKEN_REQUIRED);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException failure) {
    return answer(Problem.ofStatus(403));
  }

  /** Names the first field that breaks its rule. */
  @ServerExceptionMapper
  Response invalid(ConstraintViolationException failure) {
    return failure.getConstraintViolations().stream()
        .min(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
        .map(ProblemMappers::broken)
        .map(ProblemMappers::answer)
        .orElseGet(() -> answer(Problem.ofStatus(400)));
  }

  private static Problem broken(ConstraintViolation<?> violation) {
    String field = "body";
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.PARAMETER) {
        field = node.getName();
      }
    }
    return Problem.invalid(field, field + " " + violation.getMessage() + ".");
  }

  @ServerExceptionMapper
  Response malformedJson(JsonProcessingException failure) {
    return answer(
        Problem.of(400, "malformed-json", "The body is not JSON of the shape asked for."));
  }

  /** As above; Quarkus has a mapper of its own for this kind, which says nothing. */
  @ServerExceptionMapper
  Response mismatchedJson(MismatchedInputException failure) {
    return malformedJson(failure);
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException failure, HttpServerRequest request) {
    if (failure.getCause() instanceof JsonProcessingException malformed) {
      return malformedJson(malformed);
    }
    int status = failure.getResponse().getStatus();
    return status == 404 || status == 405
        ? unserved(status, request)
        : answer(Problem.ofStatus(status));
  }

  /** A path that is there for other methods is not a path that is not there. */
  private Response unserved(int status, HttpServerRequest request) {
    return methods
        .insteadOf(request.method().name(), request.path())
        .map(
            allowed ->
                Response.fromResponse(answer(Problem.ofStatus(405)))
                    .header(HttpHeaders.ALLOW, allowed)
                    .build())
        .orElseGet(() -> answer(Problem.ofStatus(status)));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable failure) {
    LOG.error("A request failed for a reason that nobody foresaw", failure);
    return answer(Problem.ofStatus(500));
  }

  private static Response answer(Problem problem) {
    ResponseBuilder answer =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(problem);
    return switch (problem.status()) {
      case 401 -> answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
      case 503 -> answer.header(HttpHeaders.RETRY_AFTER, 1).build();
      default -> answer.build();
    };
  }
}

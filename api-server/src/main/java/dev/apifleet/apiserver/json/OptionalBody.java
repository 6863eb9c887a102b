package dev.apifleet.apiserver.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a body that a client may leave out. Clients that send none name all sorts of types for it,
 * or none, which the framework would refuse.
 */
@ApplicationScoped
public class OptionalBody {

  private final ObjectMapper json;
  private final Validator validator;

  OptionalBody(ObjectMapper json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  /** Empty where there is none; a null is no body of the shape asked for. */
  public <T> Optional<T> read(String body, Class<T> shape) {
    if (body == null || body.isBlank()) {
      return Optional.empty();
    }
    T read = parse(body, shape);
    Set<ConstraintViolation<T>> broken = validator.validate(read);
    if (!broken.isEmpty()) {
      throw new ConstraintViolationException(broken);
    }
    return Optional.of(read);
  }

  private <T> T parse(String body, Class<T> shape) {
    try {
      return Optional.ofNullable(json.readValue(body, shape)).orElseThrow(OptionalBody::malformed);
    } catch (JsonProcessingException failure) {
      throw malformed();
    }
  }

  private static ProblemException malformed() {
    return new ProblemException(
        Problem.of(400, "malformed-json", "The body is not JSON of the shape asked for."));
  }
}

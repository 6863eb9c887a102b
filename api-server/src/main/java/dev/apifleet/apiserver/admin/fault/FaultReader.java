package dev.apifleet.apiserver.admin.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;

/**
 * Reads the body that a client may leave out. Clients that send none name all sorts of types for
 * it, or none, which the framework would refuse.
 */
@ApplicationScoped
class FaultReader {

  private final ObjectMapper json;
  private final Validator validator;

  FaultReader(ObjectMapper json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  /** Null where there is none. */
  Fault read(String body) throws JsonProcessingException {
    Fault fault = body == null || body.isBlank() ? null : json.readValue(body, Fault.class);
    if (fault != null) {
      Set<ConstraintViolation<Fault>> broken = validator.validate(fault);
      if (!broken.isEmpty()) {
        throw new ConstraintViolationException(broken);
      }
    }
    return fault;
  }
}

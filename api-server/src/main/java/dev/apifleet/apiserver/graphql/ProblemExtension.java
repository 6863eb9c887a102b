package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.graphql.api.ErrorExtensionProvider;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What an error of a field says besides its message: the same as REST's problem details. */
public abstract sealed class ProblemExtension implements ErrorExtensionProvider {

  private static final Logger LOG = Logger.getLogger(ProblemExtension.class);

  private final String key;
  private final Function<Problem, JsonValue> value;

  private ProblemExtension(String key, Function<Problem, JsonValue> value) {
    this.key = key;
    this.value = value;
  }

  /** The short code; what nobody foresaw is logged, once. */
  public static final class Error extends ProblemExtension {
    public Error() {
      super("error", problem -> Json.createValue(problem.error()));
    }

    @Override
    public JsonValue mapValueFrom(Throwable failure) {
      if (known(failure).isEmpty()) {
        LOG.error("A field failed for a reason that nobody foresaw", failure);
      }
      return super.mapValueFrom(failure);
    }
  }

  /** The status that REST would answer with. */
  public static final class Status extends ProblemExtension {
    public Status() {
      super("status", problem -> Json.createValue(problem.status()));
    }
  }

  /** The argument at fault. */
  public static final class Field extends ProblemExtension {
    public Field() {
      super(
          "field",
          problem -> problem.field() == null ? JsonValue.NULL : Json.createValue(problem.field()));
    }
  }

  @Override
  public String getKey() {
    return key;
  }

  @Override
  public JsonValue mapValueFrom(Throwable failure) {
    return value.apply(problem(failure));
  }

  private static Problem problem(Throwable failure) {
    return known(failure).orElse(Problem.ofStatus(500));
  }

  private static Optional<Problem> known(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .filter(ProblemException.class::isInstance)
        .map(cause -> ((ProblemException) cause).problem())
        .findFirst();
  }
}

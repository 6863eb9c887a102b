package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** The order of a list; ties are broken by the id, in the same direction. */
public record ResourceSort(Field field, boolean descending) {

  /** What can be sorted by. */
  public enum Field {
    ID("id", "id", view -> ""),
    NAME("name", "name", ResourceView::name),
    CREATED_AT("createdAt", "created_at", view -> micros(view.createdAt())),
    UPDATED_AT("updatedAt", "updated_at", view -> micros(view.updatedAt()));

    final String word;
    final String column;
    private final Function<ResourceView, String> value;

    Field(String word, String column, Function<ResourceView, String> value) {
      this.word = word;
      this.column = column;
      this.value = value;
    }

    private static String micros(Instant instant) {
      return "" + ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
  }

  public static final ResourceSort USUAL = new ResourceSort(Field.ID, false);

  /** {@code name}, or {@code -name} for the other direction. */
  public static ResourceSort parse(String text) {
    boolean descending = text.startsWith("-");
    String word = descending ? text.substring(1) : text;
    return Stream.of(Field.values())
        .filter(field -> field.word.equals(word))
        .findFirst()
        .map(field -> new ResourceSort(field, descending))
        .orElseThrow(ResourceSort::unknown);
  }

  String text() {
    return (descending ? "-" : "") + field.word;
  }

  /** Where the item stands in this order. */
  ResourceCursor at(ResourceView item) {
    return new ResourceCursor(this, field.value.apply(item), item.id());
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.invalid(
            "sort", "sort must be id, name, createdAt or updatedAt, with - before it to descend."));
  }
}

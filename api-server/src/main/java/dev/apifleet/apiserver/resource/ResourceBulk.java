package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Up to 100 resources to create and to delete, of which all are done or none. */
public record ResourceBulk(
    @Size(max = LARGEST) @Schema(nullable = true) List<@NotNull ResourceDraft> create,
    @Size(max = LARGEST) @Schema(nullable = true) List<@NotNull Deletion> delete) {

  static final int LARGEST = 100;

  /**
   * One that is to go.
   *
   * @param version the version that was read; null where any will do
   */
  public record Deletion(
      @NotNull @Schema(minimum = "1", maximum = "9223372036854775807") Long id,
      @Schema(minimum = "0", maximum = "2147483647", nullable = true) Integer version) {

    Deletion checked() {
      if (id == null) {
        throw invalid("id", "id must be there.");
      }
      if (version != null && version < 0) {
        throw invalid("version", "version must not be negative.");
      }
      return this;
    }

    Precondition precondition() {
      return version == null ? Precondition.NONE : new Precondition(Precondition.tag(version));
    }
  }

  public ResourceBulk {
    create = Optional.ofNullable(create).orElse(List.of());
    delete = Optional.ofNullable(delete).orElse(List.of());
  }

  /** The same with checked drafts, or a problem that names the first item at fault. */
  static ResourceBulk checked(ResourceBulk sent, Caller caller) {
    if (sent == null) {
      throw invalid("create", "create or delete must be there.");
    }
    bounded("create", sent.create);
    bounded("delete", sent.delete);
    if (sent.create.size() + sent.delete.size() > LARGEST) {
      // which no schema can say
      throw new ProblemException(
          Problem.unprocessable(
              "create", "create and delete may have " + LARGEST + " items together."));
    }
    permit(caller, "create", sent.create);
    permit(caller, "delete", sent.delete);
    return new ResourceBulk(
        each("create", sent.create, ResourceDraft::checked),
        each("delete", sent.delete, Deletion::checked));
  }

  private static void bounded(String list, List<?> items) {
    if (items.size() > LARGEST) {
      throw invalid(list, list + " may have " + LARGEST + " items.");
    }
  }

  private static <T> List<T> each(String list, List<T> items, UnaryOperator<T> check) {
    return IntStream.range(0, items.size())
        .mapToObj(index -> At.of(list, index, () -> check.apply(present(items.get(index)))))
        .toList();
  }

  private static void permit(Caller caller, String action, List<?> items) {
    if (!items.isEmpty() && !caller.may("resources:" + action)) {
      throw new ProblemException(Problem.ofStatus(403));
    }
  }

  private static <T> T present(T item) {
    return Optional.ofNullable(item)
        .orElseThrow(() -> invalid("item", "An item must not be null."));
  }

  private static ProblemException invalid(String field, String detail) {
    return new ProblemException(Problem.invalid(field, detail));
  }
}

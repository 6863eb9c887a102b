package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Up to 100 resources to create and to delete, of which all are done or none. */
@Schema(minProperties = 1)
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
      @NotNull @Schema(minimum = "1") Long id,
      @Schema(minimum = "0", nullable = true) Integer version) {

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
    int size = sent == null ? 0 : sent.create.size() + sent.delete.size();
    if (size < 1 || size > LARGEST) {
      throw invalid("create", "create and delete must have 1 to " + LARGEST + " items together.");
    }
    permit(caller, "create", sent.create);
    permit(caller, "delete", sent.delete);
    List<ResourceDraft> drafts = new ArrayList<>();
    for (ResourceDraft draft : sent.create) {
      drafts.add(At.of("create", drafts.size(), () -> item(draft).checked()));
    }
    Set<Long> ids = new HashSet<>();
    for (Deletion deletion : sent.delete) {
      At.of("delete", ids.size(), () -> distinct(ids, item(deletion)));
    }
    return new ResourceBulk(drafts, sent.delete);
  }

  private static void permit(Caller caller, String action, List<?> items) {
    if (!items.isEmpty() && !caller.may("resources:" + action)) {
      throw new ProblemException(Problem.ofStatus(403));
    }
  }

  private static <T> T item(T item) {
    return Optional.ofNullable(item).orElseThrow(() -> invalid("item", "must not be null."));
  }

  private static boolean distinct(Set<Long> ids, Deletion deletion) {
    if (deletion.id() == null || !ids.add(deletion.id())) {
      throw invalid("id", "id must be there, and no id twice.");
    }
    return true;
  }

  private static ProblemException invalid(String field, String detail) {
    return new ProblemException(Problem.invalid(field, detail));
  }
}

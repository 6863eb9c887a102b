package dev.apifleet.apiserver.resource;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client may set of a resource; anything else in the body is not listened to.
 *
 * @param status draft, active or archived; where it is missing, what it was, or active
 */
public record ResourceDraft(
    @NotNull @Size(min = 1, max = LONGEST_NAME) @Schema(pattern = Text.VISIBLE) String name,
    @Size(max = LONGEST_DESCRIPTION) @Schema(pattern = Text.ANY, nullable = true)
        String description,
    @Schema(pattern = ResourceStatus.PATTERN, nullable = true) String status) {

  static final int LONGEST_NAME = 100;
  static final int LONGEST_DESCRIPTION = 1000;

  private static final ResourceDraft EMPTY = new ResourceDraft(null, null, null);

  /** What a client sent, checked; no body is told as one without members. */
  static ResourceDraft of(ResourceDraft sent) {
    return (sent == null ? EMPTY : sent).checked();
  }

  /** The same with surrounding blanks off, or a problem that names the field. */
  ResourceDraft checked() {
    return new ResourceDraft(
        Text.checked("name", name, 1, LONGEST_NAME),
        Text.checked("description", description, 0, LONGEST_DESCRIPTION),
        status == null ? null : ResourceStatus.parse(status).word());
  }
}

package dev.apifleet.apiserver.resource;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a merge patch may name, as the API's description tells it; null removes. */
@Schema(name = "ResourcePatch")
public record PatchBody(
    @Size(min = 1, max = ResourceDraft.LONGEST_NAME) @Schema(pattern = Text.VISIBLE) String name,
    @Size(max = ResourceDraft.LONGEST_DESCRIPTION) @Schema(pattern = Text.ANY, nullable = true)
        String description,
    @Schema(pattern = ResourceStatus.PATTERN, nullable = true) String status) {}

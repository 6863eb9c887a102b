package dev.apifleet.apiserver.admin.fault;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an instance answers with while it has crashed.
 *
 * @param delayMillis how long each answer takes
 * @param status the answers' status
 */
public record Fault(
    @Schema(nullable = true) @Min(0) @Max(30_000) Integer delayMillis,
    @Schema(nullable = true) @Min(500) @Max(599) Integer status) {

  private static final Fault USUAL = new Fault(1000, 500);

  /** With the usual values where none are given. */
  static Fault of(Fault asked) {
    if (asked == null) {
      return USUAL;
    }
    return new Fault(
        asked.delayMillis == null ? USUAL.delayMillis : asked.delayMillis,
        asked.status == null ? USUAL.status : asked.status);
  }
}

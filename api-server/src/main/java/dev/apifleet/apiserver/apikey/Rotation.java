package dev.apifleet.apiserver.apikey;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How an API key is replaced.
 *
 * @param overlap for how many seconds the old key goes on serving; a day where it is left out
 */
public record Rotation(@Schema(nullable = true) @Min(0) @Max(Rotation.LONGEST) Integer overlap) {

  static final int LONGEST = 30 * 24 * 60 * 60;
  static final Rotation USUAL = new Rotation(null);

  private static final Duration A_DAY = Duration.ofDays(1);

  Duration duration() {
    return overlap == null ? A_DAY : Duration.ofSeconds(overlap);
  }
}

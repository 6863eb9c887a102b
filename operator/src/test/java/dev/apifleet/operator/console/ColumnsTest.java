package dev.apifleet.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console's tables say of objects. */
class ColumnsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  @ParameterizedTest
  @EnumSource(names = {"POOLS", "FLEETS"})
  void podHoursGoOnWhileNobodyWritesTheStatus(Listed kind) throws IOException {
    JsonNode object = spent("12.500", "2026-01-01T20:00:00Z");
    assertThat(Row.of(kind, object, NOW).columns()).containsEntry("Pod hours", "24.5");
    assertThat(Row.of(kind, object, NOW.plusSeconds(3600)).columns())
        .containsEntry("Pod hours", "27.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-99-99T00:00:00Z"})
  void podHoursThatNobodyCanReadAreNotShown(String since) throws IOException {
    assertThat(Columns.podHours(spent("12.500", since), NOW)).isEmpty();
  }

  @Test
  void aFleetSaysWhyItHasItsSize() throws IOException {
    JsonNode fleet =
        new ObjectMapper()
            .readTree(
                """
                {"status": {"conditions": [{"type": "Scaling", "status": "True",
                                            "reason": "FollowingReplicas",
                                            "message": "spec.replicas asks for 3"}]}}
                """);
    assertThat(Row.of(Listed.FLEETS, fleet, NOW).conditions())
        .extracting(Row.Condition::message)
        .containsExactly("spec.replicas asks for 3");
  }

  private static JsonNode spent(String hours, String since) throws IOException {
    return new ObjectMapper()
        .readTree(
            """
            {"status": {"podHours": {"hours": "%s", "replicas": 3, "since": "%s"}}}
            """
                .formatted(hours, since));
  }
}

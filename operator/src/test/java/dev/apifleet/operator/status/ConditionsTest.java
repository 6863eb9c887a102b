package dev.apifleet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final ObjectRef ROUTE = new ObjectRef("ApiRoute", "default", "shop");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void oneConditionPerTypeSortedByType() {
    var merged =
        Conditions.merge(
            null,
            List.of(finding("ResolvedRefs", true, "ok"), finding("Accepted", true, "ok")),
            4,
            NOON);
    assertThat(merged)
        .containsExactly(
            new StatusCondition("Accepted", "True", "R", "ok", "2026-01-01T12:00:00Z", 4L),
            new StatusCondition("ResolvedRefs", "True", "R", "ok", "2026-01-01T12:00:00Z", 4L));
  }

  @Test
  void timeMovesOnlyWhenTheStatusFlips() {
    var first = Conditions.merge(null, List.of(finding("Accepted", true, "one")), 1, NOON);
    var same = Conditions.merge(first, List.of(finding("Accepted", true, "two")), 2, LATER);
    var flipped = Conditions.merge(same, List.of(finding("Accepted", false, "no")), 3, LATER);
    assertThat(same.getFirst().lastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(same.getFirst().observedGeneration()).isEqualTo(2);
    assertThat(flipped.getFirst().lastTransitionTime()).isEqualTo("2026-01-01T12:01:00Z");
  }

  @Test
  void theSameFindingsMakeTheSameConditionsAgain() {
    var findings = List.of(finding("Accepted", true, "ok"));
    var first = Conditions.merge(null, findings, 1, NOON);
    assertThat(Conditions.merge(first, findings, 1, LATER)).isEqualTo(first);
  }

  @Test
  void falseFindingsDecideAndAllOfThemAreTold() {
    var merged =
        Conditions.merge(
            null,
            List.of(
                finding("ResolvedRefs", true, "fine"),
                finding("ResolvedRefs", false, "pool a is missing"),
                finding("ResolvedRefs", false, "pool b is missing")),
            1,
            NOON);
    assertThat(merged.getFirst().status()).isEqualTo("False");
    assertThat(merged.getFirst().message()).isEqualTo("pool a is missing; pool b is missing");
  }

  @Test
  void partiallyInvalidIsDecidedByWhatIsInvalid() {
    var merged =
        Conditions.merge(
            null,
            List.of(
                finding("PartiallyInvalid", false, "rule 1"),
                finding("PartiallyInvalid", true, "rule 2 is left out")),
            1,
            NOON);
    assertThat(merged.getFirst().status()).isEqualTo("True");
    assertThat(merged.getFirst().message()).isEqualTo("rule 2 is left out");
  }

  @Test
  void longMessagesAreCutBetweenCharacters() {
    String message = "ä".repeat(1000);
    var merged = Conditions.merge(null, List.of(finding("Accepted", false, message)), 1, NOON);
    String cut = merged.getFirst().message();
    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    assertThat(cut).startsWith("ää").endsWith("ä…");
  }

  @Test
  void whatIsNoLongerFoundIsNoLongerSaid() {
    var first =
        Conditions.merge(null, List.of(finding("PartiallyInvalid", true, "rule 2")), 1, NOON);
    assertThat(Conditions.merge(first, List.of(finding("Accepted", true, "ok")), 2, NOON))
        .extracting(StatusCondition::type)
        .containsExactly("Accepted");
  }

  private static Finding finding(String type, boolean status, String message) {
    return new Finding(ROUTE, type, status, "R", message);
  }
}

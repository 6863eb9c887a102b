package dev.apifleet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final ObjectRef ROUTE = new ObjectRef("ApiRoute", "default", "shop");

  @Test
  void isReadyWhenAllHolds() {
    assertThat(verdict()).containsExactly("Ready=True/Ready: 3 of 3 gateways serve generation 2");
  }

  @Test
  void whatGatewaysDoNotServeYetIsNotReadyButOnItsWay() {
    assertThat(verdict(found("Programmed", false, "Pending", "waiting for b")))
        .containsExactly("Ready=False/Pending: Programmed: waiting for b");
  }

  @Test
  void whatIsNotAcceptedNeedsAChange() {
    assertThat(
            verdict(
                found("Accepted", false, "Invalid", "spec.rules: empty"),
                found("Programmed", false, "Invalid", "not accepted")))
        .containsExactly(
            "Ready=False/Invalid: Accepted: spec.rules: empty",
            "Stalled=True/Invalid: Accepted: spec.rules: empty");
  }

  @Test
  void whatRefersToNothingMayYetComeTrue() {
    assertThat(verdict(found("ResolvedRefs", false, "BackendNotFound", "no pool a")))
        .containsExactly("Ready=False/BackendNotFound: ResolvedRefs: no pool a");
  }

  @Test
  void aPartThatIsLeftOutIsNotWhatWasAskedFor() {
    assertThat(verdict(found("PartiallyInvalid", true, "Conflicted", "spec.rules[0]: taken")))
        .containsExactly(
            "Ready=False/Conflicted: PartiallyInvalid: spec.rules[0]: taken",
            "Stalled=True/Conflicted: PartiallyInvalid: spec.rules[0]: taken");
  }

  @Test
  void aSwitchOfAnEndpointThatIsGoneAndTheScalingDoNotCount() {
    assertThat(
            verdict(
                found("PartiallyInvalid", true, "EndpointNotFound", "no pod api-1"),
                found("Scaling", false, "HpaPresent", "an HPA scales it")))
        .containsExactly("Ready=True/Ready: 3 of 3 gateways serve generation 2");
  }

  /** All well, but for these. */
  private static List<String> verdict(Finding... found) {
    List<Finding> all = new ArrayList<>(List.of(found));
    for (Finding well :
        List.of(
            found("Accepted", true, "Accepted", "ok"),
            found("ResolvedRefs", true, "ResolvedRefs", "ok"),
            found("Programmed", true, "Programmed", "3 of 3 gateways serve generation 2"))) {
      if (all.stream().noneMatch(each -> each.type().equals(well.type()))) {
        all.add(well);
      }
    }
    return Conditions.of(null, all, 2, Instant.EPOCH).stream()
        .filter(each -> each.type().equals("Ready") || each.type().equals("Stalled"))
        .map(ReadinessTest::text)
        .toList();
  }

  private static String text(StatusCondition condition) {
    return "%s=%s/%s: %s"
        .formatted(condition.type(), condition.status(), condition.reason(), condition.message());
  }

  private static Finding found(String type, boolean status, String reason, String message) {
    return new Finding(ROUTE, type, status, reason, message);
  }
}

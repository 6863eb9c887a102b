package dev.apifleet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stories of one route, status after status. */
class NoticesTest {
  private static final ObjectRef ROUTE = new ObjectRef("ApiRoute", "default", "shop");
  private static final StatusCondition WELL = of("Accepted", "True", "Accepted", "ok");
  private static final StatusCondition SERVED = of("Programmed", "True", "Programmed", "3 of 3");
  private static final StatusCondition WAITING = of("Programmed", "False", "Pending", "2 of 3");

  private final Notices notices = new Notices();
  private ObjectRef object = ROUTE;
  private List<StatusCondition> status;

  @Test
  void aNormalApplyIsNoNews() {
    assertThat(becomes(WELL, WAITING)).isEmpty();
    assertThat(becomes(WELL, SERVED)).isEmpty();
    assertThat(becomes(WELL, WAITING)).isEmpty();
    assertThat(becomes(WELL, SERVED)).isEmpty();
    assertThat(becomes(WELL, of("Programmed", "False", "NoGateways", "none"))).isEmpty();
    assertThat(becomes(WELL, SERVED)).isEmpty();
  }

  @Test
  void whatIsNotAcceptedIsSaidOnceAndWhenItIsWellAgain() {
    StatusCondition bad = of("Accepted", "False", "Invalid", "spec.rules: empty");
    StatusCondition lastGood =
        of(
            "Programmed",
            "False",
            "Invalid",
            "not accepted; its last good form goes on serving on 3 of 3 gateways");
    becomes(WELL, SERVED);
    assertThat(becomes(bad, lastGood))
        .containsExactly(
            "Warning Invalid spec.rules: empty",
            "Warning LastGoodServing not accepted; its last good form goes on serving on 3 of 3"
                + " gateways");
    assertThat(becomes(bad, lastGood)).isEmpty();
    StatusCondition worse = of("Accepted", "False", "Invalid", "spec.rules: null");
    assertThat(becomes(worse, lastGood)).containsExactly("Warning Invalid spec.rules: null");
    assertThat(becomes(WELL, WAITING)).containsExactly("Normal Accepted accepted again");
    assertThat(becomes(WELL, SERVED)).containsExactly("Normal Programmed 3 of 3");
    assertThat(becomes(WELL, WAITING)).isEmpty();
    assertThat(becomes(WELL, SERVED)).isEmpty();
  }

  @Test
  void aRejectionIsSaidOnceHoweverManyGatewaysJoinIn() {
    becomes(WELL, WAITING);
    assertThat(becomes(WELL, of("Programmed", "False", "Rejected", "rejected by a")))
        .containsExactly("Warning Rejected rejected by a");
    assertThat(becomes(WELL, of("Programmed", "False", "Rejected", "rejected by a, b"))).isEmpty();
    assertThat(becomes(WELL, SERVED)).containsExactly("Normal Programmed 3 of 3");
  }

  @Test
  void aLostConflictIsSaid() {
    becomes(WELL, SERVED);
    assertThat(
            becomes(
                WELL, of("PartiallyInvalid", "True", "Conflicted", "spec.rules[0]: taken"), SERVED))
        .containsExactly("Warning Conflicted spec.rules[0]: taken");
    assertThat(
            becomes(
                WELL, of("PartiallyInvalid", "True", "Conflicted", "spec.rules[0]: taken"), SERVED))
        .isEmpty();
  }

  @Test
  void afterARestartTheEndOfAFailureIsKnownFromTheStatus() {
    status = List.of(WELL, of("Programmed", "False", "Rejected", "rejected by a"));
    assertThat(becomes(WELL, SERVED)).containsExactly("Normal Programmed 3 of 3");
  }

  @Test
  void thatAllGatewaysOfAFleetAreGoneIsSaidOnceAndWhenTheyAreBack() {
    StatusCondition none = of("Programmed", "False", "NoGateways", "none is ready");
    object = new ObjectRef("GatewayFleet", "default", "edge");
    status = List.of(of("Programmed", "Unknown", "Pending", "not looked at yet"));
    assertThat(becomes(WELL, none)).as("of a new fleet").isEmpty();
    assertThat(becomes(WELL, WAITING)).isEmpty();
    assertThat(becomes(WELL, SERVED)).isEmpty();
    assertThat(becomes(WELL, none)).containsExactly("Warning NoGateways none is ready");
    assertThat(becomes(WELL, none)).isEmpty();
    assertThat(becomes(WELL, WAITING)).isEmpty();
    assertThat(becomes(WELL, SERVED)).containsExactly("Normal Programmed 3 of 3");
    assertThat(becomes(WELL, WAITING)).isEmpty();
    assertThat(becomes(WELL, none)).containsExactly("Warning NoGateways none is ready");
  }

  private List<String> becomes(StatusCondition... now) {
    List<Notice> told = notices.of(object, status, List.of(now));
    status = List.of(now);
    return told.stream()
        .map(
            each ->
                (each.warning() ? "Warning " : "Normal ") + each.reason() + " " + each.message())
        .toList();
  }

  private static StatusCondition of(String type, String status, String reason, String message) {
    return new StatusCondition(type, status, reason, message, "2026-01-01T00:00:00Z", 1L);
  }
}

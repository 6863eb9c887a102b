package dev.apifleet.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 422})
  void whatKubernetesRefusesIsToldToTheUser(int code) {
    assertThat(Refusals.message(answer(code)))
        .hasValue("Kubernetes refused what the spec asks for: it may not be");
  }

  @Test
  void anAnswerWithoutAStatusIsToldToo() {
    assertThat(Refusals.message(new KubernetesClientException("no quota left", 403, null)))
        .hasValue("Kubernetes refused what the spec asks for: no quota left");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 408, 409, 429, 500, 503})
  void whatMayPassIsTriedAgain(int code) {
    assertThat(Refusals.message(answer(code))).isEmpty();
  }

  @Test
  void whatCanNotBeBuiltIsToldToTheUser() {
    assertThat(Refusals.message(new IllegalArgumentException("no quantity: lots")))
        .hasValue("the spec asks for what can not be built: no quantity: lots");
  }

  @Test
  void aFaultOfOursIsTriedAgain() {
    assertThat(Refusals.message(new IllegalStateException("ours"))).isEmpty();
  }

  private static KubernetesClientException answer(int code) {
    return new KubernetesClientException(
        "PATCH", code, new StatusBuilder().withMessage("it may not be").build());
  }
}

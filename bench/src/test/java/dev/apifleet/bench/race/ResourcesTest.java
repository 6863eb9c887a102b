package dev.apifleet.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.bench.race.Ours.Manifest;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.ListenerConfig;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourcesTest {
  private static final Course COURSE =
      new Course(
          Task.EVERYTHING,
          5678,
          6379,
          new Issuer(
              "https://issuer", "bench", Path.of("issuer.pem"), "http://127.0.0.1:5678/jwks"),
          Path.of("."));

  @Test
  void ourGatewayGetsAListenerAndTheBackend() {
    assertThat(Resources.translate(Manifests.proxy(1234, 5678)).resources().values())
        .map(Encoded::resource)
        .anySatisfy(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        ListenerConfig.class, it -> assertThat(it.port()).isEqualTo(1234)))
        .anySatisfy(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        EndpointsConfig.class,
                        it -> assertThat(it.endpoints().getFirst().port()).isEqualTo(5678)));
  }

  @Test
  void whatTheOperatorWouldComplainOfIsAnError() {
    String yaml =
        Manifests.proxy(1234, 5678)
            .replace("backendRefs: [{name: api}]", "backendRefs: [{name: other}]");
    assertThatThrownBy(() -> Resources.translate(yaml)).hasMessageContaining("other");
  }

  @ParameterizedTest
  @MethodSource
  void theOperatorTakesWhatOursIsTold(Manifest manifest) {
    assertThat(Resources.translate(manifest.on(1234, COURSE)).resources()).isNotEmpty();
  }

  static Stream<Manifest> theOperatorTakesWhatOursIsTold() {
    return Stream.of(
        RedisLimit.ours("any", "Leased").manifest(),
        RedisLimit.ours("any", "Exact").manifest(),
        Jwt::ours,
        CacheHit::ours,
        Everything::ours);
  }
}

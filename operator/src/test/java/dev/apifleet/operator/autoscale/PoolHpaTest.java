package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A folder per case: pool.yaml becomes hpa.yaml; -Dgolden.update rewrites the latter. */
class PoolHpaTest {
  private static final Path CASES = Path.of("src/test/resources/hpa");

  @TestFactory
  List<DynamicTest> everyPoolBecomesItsGoldenHpa() throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      return cases
          .sorted()
          .map(each -> DynamicTest.dynamicTest(each.getFileName().toString(), () -> check(each)))
          .toList();
    }
  }

  private static void check(Path folder) throws IOException {
    BackendPool pool =
        Serialization.unmarshal(Files.readString(folder.resolve("pool.yaml")), BackendPool.class);
    Subject subject = Subject.of(pool).orElseThrow();
    String hpa = Serialization.asYaml(PoolHpa.desired(subject, subject.hpa().orElseThrow()));
    Path golden = folder.resolve("hpa.yaml");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(golden, hpa);
    }
    assertThat(hpa).isEqualTo(Files.readString(golden));
  }
}

package dev.apifleet.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each folder under {@code src/test/resources/cases} is a case; {@code -Dgolden.update} rewrites
 * what is expected.
 */
class GoldenTest {
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return GoldenCase.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
  }

  private static void check(GoldenCase golden) throws IOException {
    Translation translation = new Translator().translate(golden.world());
    compare(golden.folder().resolve("snapshot.json"), Rendering.snapshots(translation.snapshots()));
    compare(golden.folder().resolve("status.yaml"), Rendering.status(translation.findings()));
    translation.findings().values().forEach(GoldenTest::speaksToPeople);
  }

  private static void compare(Path file, String actual) throws IOException {
    if (UPDATE) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  private static void speaksToPeople(List<Finding> findings) {
    assertThat(findings).extracting(Finding::type).contains("Accepted", "ResolvedRefs");
    assertThat(findings)
        .allSatisfy(
            finding ->
                assertThat(finding.message().getBytes(StandardCharsets.UTF_8))
                    .hasSizeBetween(1, 1023));
  }

  @Test
  void refusesMisspeltFields(@TempDir Path folder) throws IOException {
    for (String spec :
        List.of(
            "kind: ApiRoute\nspec: {rules: [{backendRef: []}]}",
            "kind: RateLimitPolicy\nspec: {limits: {free: {request: 1}}}",
            "kind: Service\nspec: {ports: [{prot: 80}]}",
            "kind: ApiRoute\nmetadata: {nam: a}",
            "kind: ApiRout")) {
      Files.writeString(folder.resolve("in.yaml"), spec);
      assertThatThrownBy(() -> GoldenCase.read(folder))
          .as(spec)
          .hasMessageMatching("(?s).*(unknown|Unrecognized).*");
    }
  }
}

package dev.apifleet.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder per case: {@code -Dgolden.update} writes anew what is expected. */
class ReplayGoldenTest {
  private static final Path CASES = Path.of("src/test/resources/replay");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatWouldHaveBeenRejected(String name) throws IOException {
    matches(CASES.resolve(name), "report.txt");
    matches(CASES.resolve(name), "report.json", "--json");
  }

  private static void matches(Path folder, String golden, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    if (Files.exists(folder.resolve("proposed.yaml"))) {
      arguments.addAll(List.of("-f", folder.resolve("proposed.yaml").toString()));
    }
    if (Files.exists(folder.resolve("current.yaml"))) {
      arguments.addAll(List.of("--current", folder.resolve("current.yaml").toString()));
    }
    if (Files.exists(folder.resolve("arguments"))) {
      arguments.addAll(List.of(Files.readString(folder.resolve("arguments")).strip().split(" ")));
    }
    arguments.add(folder.resolve("access.log").toString());
    Cli cli = new Cli();
    assertThat(cli.run("replay", arguments)).as(cli.err()).isZero();
    if (System.getProperty("golden.update") != null) {
      Files.writeString(folder.resolve(golden), cli.out());
    }
    assertThat(cli.out()).isEqualTo(Files.readString(folder.resolve(golden)));
  }
}

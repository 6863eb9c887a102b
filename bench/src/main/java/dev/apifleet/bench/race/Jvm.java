package dev.apifleet.bench.race;

import dev.apifleet.snapshot.GatewayJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the JVMs under test are run: as the operator runs those of gateway pods. */
public final class Jvm {
  /** Further options of our gateway's JVM, for profilers and trials. */
  private static final String MORE = "APIFLEET_BENCH_JAVA_OPTIONS";

  private Jvm() {}

  /** A command of the JDK that runs this. */
  public static String home(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }

  /** What a gateway pod's container has in its environment. */
  public static Map<String, String> environment() {
    return Map.of("JAVA_TOOL_OPTIONS", GatewayJvm.OPTIONS);
  }

  /** The same memory for others, without what only our start is better for. */
  public static Map<String, String> environmentOfOthers() {
    return Map.of("JAVA_TOOL_OPTIONS", GatewayJvm.MEMORY);
  }

  /** The command, which takes a machine of the size of a pod for its own. */
  public static List<String> command(String... words) {
    List<String> command =
        new ArrayList<>(List.of(home("java"), "-XX:MaxRAM=" + GatewayJvm.MEMORY_MEBIBYTES + "m"));
    command.addAll(List.of(words));
    return command;
  }

  /** The same, with what the environment adds for our gateway. */
  static List<String> ours(String... words) {
    List<String> command = command();
    Arrays.stream(System.getenv().getOrDefault(MORE, "").split(" "))
        .filter(option -> !option.isBlank())
        .forEach(command::add);
    command.addAll(List.of(words));
    return command;
  }
}

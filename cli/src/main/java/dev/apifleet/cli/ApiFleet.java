package dev.apifleet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code apifleet}: what the operator and the gateways would make of YAML. */
@Command(
    name = "apifleet",
    description = "Checks ApiFleet's resources and explains what gateways make of them.",
    mixinStandardHelpOptions = true,
    subcommands = {Validate.class, Explain.class, ReplayCommand.class})
public final class ApiFleet {
  /** Bad input, and nothing else, ends with this. */
  static final int INVALID = 1;

  private ApiFleet() {}

  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new ApiFleet())
        .setExecutionExceptionHandler(
            (problem, command, _) -> {
              command.getErr().println("apifleet: " + problem.getMessage());
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }
}

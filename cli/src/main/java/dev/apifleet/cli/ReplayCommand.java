package dev.apifleet.cli;

import dev.apifleet.cli.Manifests.Manifest;
import dev.apifleet.cli.replay.Replay;
import dev.apifleet.cli.replay.Replay.Plan;
import dev.apifleet.cli.replay.Replay.Result;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.Translation;
import dev.apifleet.translator.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apifleet replay}: what rate limits would have made of the requests in access logs. */
@Command(
    name = "replay",
    description =
        "Says which requests of access logs would have been rejected by rate limits that are only"
            + " proposed, and whose. Logs are JSON lines or of the common or combined log format,"
            + " compressed by gzip or not. Policies in shadow mode are counted apart.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the logs were replayed",
      "1:resources or logs cannot be read",
      "2:the arguments are wrong",
      "3:more is rejected than --max-rejected allows"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int TOO_MANY = 3;
  private static final String INPUT = "-";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Policies and routes that are proposed: a file or folder; may be repeated.")
  private List<Path> files;

  @Option(
      names = "--current",
      paramLabel = "FILE",
      description = "Those of today, to tell the difference; may be repeated.")
  private List<Path> current = List.of();

  @Parameters(
      arity = "1..*",
      paramLabel = "LOG",
      description = "Access logs in any order, or - for input.")
  private List<Path> logs;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description =
          "Policy for requests that match no rule. Default: none, or the only one where the files"
              + " have no routes.")
  private String policy;

  @Option(
      names = "--tier",
      description =
          "Tier of lines that name none. Default: anonymous, or free where there is a subject.")
  private String tier;

  @Option(names = "--host", description = "Host of lines that name none. Default: none.")
  private String host;

  @Option(
      names = "--fleet",
      paramLabel = "NAMESPACE/NAME",
      description = "The fleet whose routes are meant. Default: the only one.")
  private String fleet;

  @Option(names = "--top", defaultValue = "10", description = "Keys to name. Default: 10.")
  private int top;

  @Option(
      names = "--keys",
      defaultValue = "200000",
      description = "Counters to keep in memory, 400 bytes each. Default: 200000.")
  private long keys;

  @Option(
      names = "--max-rejected",
      paramLabel = "PERCENT",
      description =
          "End with 3 where more of the requests are rejected, or with --current newly rejected.")
  private Double maxRejected;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    check();
    Snapshot today = current.isEmpty() ? null : snapshot(current);
    Plan plan = new Plan(snapshot(files), today, policy, tier, host, keys);
    Result result = Replay.of(plan, logs, System.in, top);
    spec.commandLine().getOut().print(json ? encoded(result) : result.text());
    spec.commandLine().getOut().flush();
    if (result.requests() == 0) {
      throw new IllegalArgumentException("no line of the logs tells of a request under a rule");
    }
    long rejected = today == null ? result.rejected() : result.newlyRejected();
    boolean tooMany = maxRejected != null && 100.0 * rejected / result.requests() > maxRejected;
    return tooMany ? TOO_MANY : 0;
  }

  private static String encoded(Result result) {
    return result.report().encodePrettily() + '\n';
  }

  private void check() throws IOException {
    if (Stream.of(files, current, logs).flatMap(List::stream).filter(this::isInput).count() > 1) {
      throw new IllegalArgumentException("-: found twice; input can be read once only");
    }
    for (Path log : logs) {
      if (!isInput(log) && !Files.isRegularFile(log)) {
        throw new NoSuchFileException(log + ": no such file");
      }
    }
  }

  private boolean isInput(Path path) {
    return path.toString().equals(INPUT);
  }

  private Snapshot snapshot(List<Path> sources) throws IOException {
    List<Manifest> manifests = Manifests.read(sources, System.in);
    Translation translation = new Translator().translate(Worlds.thatKnowWhoAsks(manifests));
    translation.findings().values().stream()
        .flatMap(List::stream)
        .filter(Validate::isBad)
        .forEach(finding -> spec.commandLine().getErr().println(Validate.line(finding)));
    return Fleets.choose(translation.snapshots(), fleet);
  }
}

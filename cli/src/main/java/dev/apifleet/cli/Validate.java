package dev.apifleet.cli;

import dev.apifleet.cli.Manifests.Manifest;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.Translation;
import dev.apifleet.translator.Translator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apifleet validate}: says of each resource what its status would say. */
@Command(
    name = "validate",
    description =
        "Says what the operator would say of these resources: 0 if all of them are accepted and"
            + " complete, else 1. What they refer to has to be among the files.",
    mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, folders, or - for input.")
  private List<Path> files;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<Manifest> manifests = Manifests.read(files, System.in);
    long unknown = manifests.stream().mapToLong(manifest -> reportUnknown(manifest, out)).sum();
    Translation translation = new Translator().translate(Worlds.of(manifests));
    long bad =
        translation.findings().values().stream()
            .flatMap(List::stream)
            .filter(Validate::isBad)
            .peek(finding -> out.println(line(finding)))
            .count();
    out.printf("%d resources, %d problems%n", translation.findings().size(), bad + unknown);
    return bad + unknown == 0 ? 0 : ApiFleet.INVALID;
  }

  private static long reportUnknown(Manifest manifest, PrintWriter out) {
    List<String> fields = Worlds.unknownFields(manifest).toList();
    fields.forEach(
        field ->
            out.printf(
                "%s %s: %s: no such field; correct or remove it (%s)%n",
                manifest.kind(),
                manifest.object().at("/metadata/name").asText(),
                field,
                manifest.file()));
    return fields.size();
  }

  static boolean isBad(Finding finding) {
    return finding.type().equals("PartiallyInvalid") == finding.status();
  }

  static String line(Finding finding) {
    return "%s %s: %s=%s %s: %s"
        .formatted(
            finding.object().kind(),
            finding.object().qualifiedName(),
            finding.type(),
            finding.status() ? "True" : "False",
            finding.reason(),
            finding.message());
  }
}

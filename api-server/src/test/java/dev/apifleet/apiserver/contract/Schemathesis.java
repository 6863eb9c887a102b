package dev.apifleet.apiserver.contract;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The fuzzer schemathesis, as a process.
 *
 * @param kept where its report and its log are to be, but for their endings
 */
record Schemathesis(Path kept) {

  private static final int COMPLAINTS = 1;

  /** Runs it against what a server says of itself at the URI; one verdict per operation. */
  List<Verdict> run(URI description, Caller caller, List<String> more) throws Exception {
    Files.createDirectories(kept.getParent());
    Path report = kept.resolveSibling(kept.getFileName() + ".xml");
    Path said = kept.resolveSibling(kept.getFileName() + ".log");
    Files.deleteIfExists(report);
    Process process =
        new ProcessBuilder(command(description, report, caller, more))
            .directory(kept.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int end = process.waitFor();
    if (end > COMPLAINTS || !Files.exists(report)) {
      throw new IllegalStateException("schemathesis ended with " + end + ": " + tail(said));
    }
    return verdicts(report);
  }

  private static List<String> command(
      URI description, Path report, Caller caller, List<String> more) {
    List<String> words = new ArrayList<>();
    words.add(environment("APIFLEET_SCHEMATHESIS").orElseThrow());
    environment("APIFLEET_SCHEMATHESIS_CONFIG")
        .ifPresent(file -> words.addAll(List.of("--config-file", file)));
    words.addAll(List.of("run", description.toString()));
    words.addAll(caller.headers());
    words.addAll(
        List.of("--checks", "all", "--max-examples", "20", "--seed", "1", "--continue-on-failure"));
    words.addAll(List.of("--report", "junit", "--report-junit-path", report.toString()));
    words.addAll(more);
    environment("APIFLEET_SCHEMATHESIS_OPTIONS")
        .ifPresent(options -> words.addAll(List.of(options.split(" "))));
    return words;
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static List<Verdict> verdicts(Path report) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    return IntStream.range(0, cases.getLength())
        .mapToObj(i -> verdict((Element) cases.item(i)))
        .toList();
  }

  private static Verdict verdict(Element testcase) {
    StringBuilder complaint = new StringBuilder();
    for (String kind : List.of("failure", "error")) {
      NodeList wrong = testcase.getElementsByTagName(kind);
      for (int i = 0; i < wrong.getLength(); i++) {
        Element one = (Element) wrong.item(i);
        complaint.append(one.getAttribute("message")).append(one.getTextContent()).append('\n');
      }
    }
    return new Verdict(testcase.getAttribute("name"), complaint.toString());
  }

  private static String tail(Path said) throws IOException {
    List<String> lines = Files.readAllLines(said);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }
}

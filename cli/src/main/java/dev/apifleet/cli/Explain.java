package dev.apifleet.cli;

import dev.apifleet.gateway.Standalone;
import dev.apifleet.gateway.admin.OfflineFilters;
import dev.apifleet.gateway.admin.Question;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.translator.Translation;
import dev.apifleet.translator.Translator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apifleet explain}: what would become of a request, by YAML or by a live gateway. */
@Command(
    name = "explain",
    description =
        "Says what would become of a request: by YAML that is only proposed, or, with --gateway,"
            + " by what a gateway serves now. Nothing is sent to a backend and nothing is counted.",
    mixinStandardHelpOptions = true)
final class Explain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Resources: files, folders, or - for input.")
  private List<Path> files = List.of();

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      description = "Management port of a gateway, such as http://127.0.0.1:9000.")
  private URI gateway;

  @Option(names = "--url", required = true, description = "What is asked for.")
  private String url;

  @Option(
      names = {"-X", "--method"},
      defaultValue = "GET",
      description = "Default: GET.")
  private String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME:VALUE",
      description = "A header; may be repeated.")
  private List<String> headers = List.of();

  @Option(
      names = {"-d", "--body"},
      defaultValue = "",
      description = "The body.")
  private String body;

  @Option(names = "--client", defaultValue = "192.0.2.1", description = "Address of the client.")
  private String client;

  @Option(names = "--subject", description = "Who asks, in place of a credential.")
  private String subject;

  @Option(names = "--tier", defaultValue = "free", description = "Tier of the subject.")
  private String tier;

  @Option(names = "--role", description = "A role of the subject; may be repeated.")
  private List<String> roles = List.of();

  @Option(names = "--scope", description = "A scope of the subject; may be repeated.")
  private List<String> scopes = List.of();

  @Option(
      names = "--fleet",
      paramLabel = "NAMESPACE/NAME",
      description = "The fleet that is asked. Default: the only one.")
  private String fleet;

  @Option(names = "--json", description = "Print the whole explanation as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    JsonObject answer = gateway == null ? byFiles() : byGateway();
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? answer.encodePrettily() : Story.of(answer));
    return 0;
  }

  private JsonObject question() {
    JsonObject question =
        new JsonObject()
            .put("url", url)
            .put("method", method)
            .put("client", client)
            .put("body", body)
            .put("headers", new JsonObject(Map.copyOf(headers())));
    if (subject != null) {
      question.put(
          "as",
          new JsonObject()
              .put("subject", subject)
              .put("tier", tier)
              .put("roles", new JsonArray(roles))
              .put("scopes", new JsonArray(scopes)));
    }
    return question;
  }

  private Map<String, Object> headers() {
    Map<String, Object> read = new LinkedHashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("--header: found \"" + header + "\"; write NAME:VALUE");
      }
      read.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    return read;
  }

  private JsonObject byGateway() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(gateway.resolve("/explain"))
                  .POST(BodyPublishers.ofString(question().encode()))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(gateway + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return new JsonObject(answer.body());
    }
  }

  private JsonObject byFiles() throws IOException {
    Translation translation =
        new Translator().translate(Worlds.of(Manifests.read(files, System.in)));
    translation.findings().values().stream()
        .flatMap(List::stream)
        .filter(Validate::isBad)
        .forEach(finding -> spec.commandLine().getErr().println(Validate.line(finding)));
    Vertx vertx = Vertx.vertx();
    try {
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      Standalone standalone =
          new Standalone(
              vertx,
              new Lane.Settings("apifleet", "127.0.0.1", new KeyRing(Path.of("."), registry)),
              Alone.of(Fleets.choose(translation.snapshots(), fleet)),
              OfflineFilters.of(vertx, registry),
              registry);
      return standalone
          .explain(Question.of(question()))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}

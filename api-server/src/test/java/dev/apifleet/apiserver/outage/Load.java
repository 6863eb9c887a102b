package dev.apifleet.apiserver.outage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that ask again and again, one for each kind of request, until closed. */
final class Load implements AutoCloseable {

  private static final Pattern ERROR = Pattern.compile("\"error\":\"([^\"]*)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  Load(Map<String, HttpRequest> requests) {
    requests.forEach((name, request) -> clients.submit(() -> askOn(name, request)));
  }

  static HttpRequest.Builder at(URI server, String path) {
    return HttpRequest.newBuilder(server.resolve(path));
  }

  /** Those that were sent in a time, by {@code System.nanoTime()}. */
  List<Answer> between(long from, long to) {
    return answers.stream().filter(answer -> answer.sent() >= from && answer.sent() < to).toList();
  }

  private void askOn(String name, HttpRequest request) {
    while (!ended) {
      answers.add(ask(name, request));
    }
  }

  private Answer ask(String name, HttpRequest request) {
    long sent = System.nanoTime();
    int status = 0;
    String error = "";
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      status = response.statusCode();
      Matcher code = ERROR.matcher(response.body());
      error = status >= 400 && code.find() ? code.group(1) : "";
    } catch (IOException | InterruptedException failure) {
      error = failure.toString();
    }
    return new Answer(name, status, error, sent, (System.nanoTime() - sent) / 1_000_000);
  }

  @Override
  public void close() {
    ended = true;
    clients.close();
    client.close();
  }
}

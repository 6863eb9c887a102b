package dev.apifleet.bench.elastic;

import dev.apifleet.bench.Spread;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** First requests to a fleet without replicas: how long those took that were answered by 200. */
final class Firsts {
  private final List<Double> seconds = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  void ask(HttpRequest request) throws InterruptedException {
    long began = System.nanoTime();
    try {
      HttpResponse<String> answer = Askers.once(request);
      if (answer.statusCode() == 200) {
        seconds.add((System.nanoTime() - began) / 1e9);
      } else {
        losses.add("from zero: %d %s".formatted(answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      losses.add("from zero: " + e);
    }
  }

  /** What went wrong, each time. */
  List<String> losses() {
    return losses;
  }

  List<Object> row() {
    return List.of(
        "API fleet: from zero, the first request answered",
        seconds.isEmpty() ? "–" : Spread.of(seconds),
        seconds.size(),
        losses.size());
  }
}

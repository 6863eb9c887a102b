package dev.apifleet.apiserver.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client of server-sent events, which reads as the standard says. */
final class EventStream implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a browser's EventSource would hand to its page. */
  record Event(String id, String name, String data) {
    long number(String field) {
      return json().get(field).asLong();
    }

    JsonNode json() {
      try {
        return JSON.readTree(data);
      } catch (Exception failure) {
        throw new IllegalStateException(data, failure);
      }
    }
  }

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final HttpResponse<Stream<String>> response;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile String lastId;

  private EventStream(HttpResponse<Stream<String>> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  /** Returns once the stream has said where it stands. */
  static EventStream open(HttpClient client, String pathAndQuery, Map<String, String> headers)
      throws Exception {
    var request = HttpRequest.newBuilder(uri(pathAndQuery));
    headers.forEach(request::header);
    EventStream stream =
        new EventStream(client.send(request.build(), HttpResponse.BodyHandlers.ofLines()));
    if (stream.status() == 200) {
      Eventually.until(() -> stream.lastId != null);
    }
    return stream;
  }

  static URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + RestAssured.port + pathAndQuery);
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  List<Event> events() {
    return events;
  }

  List<Long> ids() {
    return events.stream().map(event -> event.number("id")).toList();
  }

  String lastId() {
    return lastId;
  }

  boolean isOver() {
    return over.isDone();
  }

  @Override
  public void close() {
    response.body().close();
  }

  private void read() {
    try {
      List<String> block = new ArrayList<>();
      response
          .body()
          .forEach(
              line -> {
                if (line.isEmpty()) {
                  dispatch(block);
                  block.clear();
                } else {
                  block.add(line);
                }
              });
    } catch (RuntimeException closed) {
      // the test or the server closed it
    } finally {
      over.complete(null);
    }
  }

  private void dispatch(List<String> block) {
    String id = field(block, "id");
    lastId = id == null ? lastId : id;
    String data = field(block, "data");
    if (data != null) {
      events.add(new Event(lastId, field(block, "event"), data));
    }
  }

  private static String field(List<String> block, String name) {
    return block.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }
}

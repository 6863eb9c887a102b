package dev.apifleet.apiserver.requestlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.requestlog.Sink.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The language of the bulk API: lines of JSON to it, and one verdict for each entry from it.
 * Entries are created under an id of their own, so that one that comes twice is told apart and not
 * doubled.
 */
final class Bulk {

  static final String INDEX = "apifleet-requests";

  private static final Logger LOG = Logger.getLogger(Bulk.class);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("'" + INDEX + "-'uuuu.MM.dd").withZone(ZoneOffset.UTC);
  private static final int TAKEN_BEFORE = 409;
  private static final int TOO_MANY = 429;

  private final ObjectMapper json;

  Bulk(ObjectMapper json) {
    this.json = json;
  }

  byte[] request(List<RequestEntry> batch) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(batch.size() * 400);
    try {
      for (RequestEntry entry : batch) {
        lines.write(json.writeValueAsBytes(Map.of("create", place(entry))));
        lines.write('\n');
        lines.write(json.writeValueAsBytes(entry));
        lines.write('\n');
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return lines.toByteArray();
  }

  private static Map<String, String> place(RequestEntry entry) {
    String id = entry.at().toEpochMilli() + "-" + entry.id();
    return Map.of("_index", DAY.format(entry.at()), "_id", id);
  }

  Delivery delivery(List<RequestEntry> batch, byte[] answer) {
    JsonNode verdicts = read(answer).path("items");
    if (verdicts.size() != batch.size()) {
      throw new IllegalStateException("The bulk's answer does not speak of each entry");
    }
    List<RequestEntry> again = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < batch.size(); i++) {
      JsonNode verdict = verdicts.get(i).path("create");
      int status = verdict.path("status").asInt();
      if (status == TOO_MANY || status >= 500) {
        again.add(batch.get(i));
      } else if (status >= 300 && status != TAKEN_BEFORE) {
        refused++;
        LOG.debugf("An entry got %d: %s", status, verdict.at("/error/reason").asText());
      }
    }
    return new Delivery(List.copyOf(again), refused);
  }

  private JsonNode read(byte[] answer) {
    try {
      return json.readTree(answer);
    } catch (IOException failure) {
      throw new IllegalStateException("The bulk's answer is not JSON", failure);
    }
  }
}

package dev.apifleet.apiserver.requestlog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.requestlog.ElasticsearchClient.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The log in Elasticsearch or OpenSearch, an index for each day. By Vert.x' own HTTP client: the
 * bulk API is one request, for which the client of Elasticsearch would bring threads of its own.
 */
final class ElasticsearchSink implements Sink {

  private static final Logger LOG = Logger.getLogger(ElasticsearchSink.class);
  private static final String TEMPLATE = "/requestlog/index-template.json";

  private final ElasticsearchClient client;
  private final Bulk bulk;
  private volatile boolean prepared;

  ElasticsearchSink(ElasticsearchClient client, ObjectMapper json) {
    this.client = client;
    this.bulk = new Bulk(json);
  }

  @Override
  public String name() {
    return "elasticsearch";
  }

  @Override
  public Uni<Delivery> write(List<RequestEntry> batch) {
    return prepare()
        .chain(
            () ->
                client.send(
                    HttpMethod.POST,
                    "/_bulk?filter_path=errors,items.*.status,items.*.error.reason",
                    "application/x-ndjson",
                    Gzip.compress(bulk.request(batch))))
        .map(answer -> delivery(batch, answer))
        .onFailure()
        .invoke(() -> prepared = false);
  }

  /** Who was away may have come back empty: the template is put there again. */
  private Uni<Void> prepare() {
    if (prepared) {
      return Uni.createFrom().voidItem();
    }
    return client
        .send(
            HttpMethod.PUT,
            "/_index_template/" + Bulk.INDEX,
            "application/json",
            Gzip.compress(template()))
        .invoke(answer -> requireSuccess("The index template", answer))
        .invoke(() -> prepared = true)
        .replaceWithVoid();
  }

  /** What is malformed or too large as a whole will be so again; other failures pass. */
  private Delivery delivery(List<RequestEntry> batch, Answer answer) {
    if (answer.status() == 400 || answer.status() == 413) {
      LOG.errorf("The bulk of %d entries got %d; they are dropped", batch.size(), answer.status());
      return new Delivery(List.of(), batch.size());
    }
    requireSuccess("The bulk", answer);
    return bulk.delivery(batch, answer.body().getBytes());
  }

  private static void requireSuccess(String what, Answer answer) {
    if (answer.status() >= 300) {
      throw new IllegalStateException(what + " got " + answer.status());
    }
  }

  private static byte[] template() {
    try (InputStream resource = ElasticsearchSink.class.getResourceAsStream(TEMPLATE)) {
      return resource.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

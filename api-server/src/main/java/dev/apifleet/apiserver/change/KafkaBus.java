package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The bus by Kafka: one record for each change, all in one partition, which alone keeps their
 * order. The client blocks, so that it has threads of its own.
 */
final class KafkaBus implements Bus {

  static final String TOPIC = "apiserver.changes";
  static final int PARTITION = 0;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Every copy in sync has a record before it counts; what is sent again is stored once. */
  private static final Map<String, Object> PRODUCER =
      Map.of(
          ProducerConfig.ACKS_CONFIG, "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
          ProducerConfig.LINGER_MS_CONFIG, 0,
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 1500,
          ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);

  private final Map<String, Object> settings;
  private final KafkaReader reader;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("changes-out").factory());
  private Producer<String, String> producer;

  /**
   * @param settings those of the client: where the brokers are, and how they are spoken with
   */
  KafkaBus(Map<String, Object> settings) {
    this.settings = new HashMap<>(settings);
    this.settings.keySet().removeIf(name -> name.startsWith("group."));
    this.reader = new KafkaReader(this.settings);
  }

  @Override
  public String kind() {
    return "kafka";
  }

  @Override
  public Uni<Void> publish(List<Told> changes) {
    return Uni.createFrom()
        .completionStage(
            () ->
                CompletableFuture.supplyAsync(() -> send(changes), sender).thenCompose(all -> all))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(BusAway::new);
  }

  @Override
  public void subscribe(Consumer<List<Told>> changes) {
    reader.start(changes);
  }

  /** The client keeps its own watch over its connections. */
  @Override
  public void renew() {}

  @Override
  public boolean stands() {
    return reader.stands();
  }

  @Override
  public void close() {
    reader.close();
    sender.execute(
        () -> {
          if (producer != null) {
            producer.close(Duration.ZERO);
          }
        });
    sender.shutdown();
  }

  private CompletableFuture<Void> send(List<Told> changes) {
    if (producer == null) {
      Map<String, Object> all = new HashMap<>(settings);
      all.putAll(PRODUCER);
      producer = new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (Told told : changes) {
      CompletableFuture<Void> done = send(told);
      sent.add(done);
      if (done.isCompletedExceptionally()) {
        // each of the others would wait a second for brokers, when nobody waits for it any longer
        break;
      }
    }
    return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
  }

  /** The key is for other readers of the topic, who may want the latest of each thing. */
  private CompletableFuture<Void> send(Told told) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    String key = told.change().type() + ":" + told.change().id();
    producer.send(
        new ProducerRecord<>(TOPIC, PARTITION, key, ChangeJson.write(told)),
        (stored, failure) -> {
          if (failure == null) {
            done.complete(null);
          } else {
            done.completeExceptionally(failure);
          }
        });
    return done;
  }
}

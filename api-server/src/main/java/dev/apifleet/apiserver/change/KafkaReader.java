package dev.apifleet.apiserver.change;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads what comes to the topic from now on, on a thread of its own and in no group: every instance
 * reads all, and leaves nothing behind at the brokers.
 */
final class KafkaReader {

  private static final Logger LOG = Logger.getLogger(KafkaReader.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final TopicPartition PARTITION =
      new TopicPartition(KafkaBus.TOPIC, KafkaBus.PARTITION);

  private static final Map<String, Object> CONSUMER =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
          ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000,
          ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000,
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);

  private final Map<String, Object> settings;
  private Thread thread;
  private volatile boolean stands;
  private volatile boolean closed;

  KafkaReader(Map<String, Object> settings) {
    this.settings = new HashMap<>(settings);
    this.settings.putAll(CONSUMER);
  }

  void start(Consumer<List<Told>> changes) {
    thread = Thread.ofPlatform().daemon().name("changes-in").start(() -> run(changes));
  }

  boolean stands() {
    return stands;
  }

  void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run(Consumer<List<Told>> changes) {
    while (!closed) {
      try {
        createTopic();
        read(changes);
      } catch (InterruptException | WakeupException | InterruptedException stopped) {
        return;
      } catch (RuntimeException | ExecutionException failure) {
        tell(false, failure);
        pause();
      }
    }
  }

  private void createTopic() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(settings)) {
      NewTopic topic = new NewTopic(KafkaBus.TOPIC, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw failure;
      }
    }
  }

  private void read(Consumer<List<Told>> changes) {
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToEnd(List.of(PARTITION));
      consumer.position(PARTITION);
      tell(true, null);
      Instant nextLook = Instant.now().plus(BETWEEN_LOOKS);
      while (!closed) {
        ConsumerRecords<String, String> records = consumer.poll(WAIT);
        if (!records.isEmpty()) {
          changes.accept(told(records));
        }
        if (Instant.now().isAfter(nextLook)) {
          // polling says nothing of brokers that are away; asking does
          consumer.endOffsets(List.of(PARTITION), PAUSE);
          nextLook = Instant.now().plus(BETWEEN_LOOKS);
        }
      }
    }
  }

  /** A record that is none of ours is left out: others can write to topics. */
  private static List<Told> told(ConsumerRecords<String, String> records) {
    List<Told> all = new ArrayList<>();
    for (ConsumerRecord<String, String> each : records) {
      try {
        all.add(ChangeJson.read(each.value()));
      } catch (RuntimeException foreign) {
        LOG.warnf("Record %d of %s is no change", each.offset(), KafkaBus.TOPIC);
      }
    }
    return all;
  }

  private void tell(boolean up, Exception failure) {
    if (stands != up) {
      LOG.infof("Changes %s", up ? "arrive by Kafka" : "do not arrive by Kafka: " + failure);
    }
    stands = up;
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      closed = true;
    }
  }
}

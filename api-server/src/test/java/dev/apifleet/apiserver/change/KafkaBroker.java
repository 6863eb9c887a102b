package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.backends.Link;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector.MatchesType;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real Kafka broker in this process (KRaft), behind a {@link Link} that tests may cut. */
public final class KafkaBroker implements QuarkusTestResourceLifecycleManager {

  private Properties settings;
  private KafkaRaftServer server;
  private Link wire;

  @Override
  public Map<String, String> start() {
    try {
      begin(Files.createTempDirectory("kafka"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Map.of("CHANGES_BUS", "kafka", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + wire.port());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new MatchesType(KafkaBroker.class));
  }

  @Override
  public void stop() {
    wire.close();
    server.shutdown();
    server.awaitShutdown();
  }

  String address() {
    return "127.0.0.1:" + wire.port();
  }

  void cut() {
    wire.cut();
  }

  void mend() {
    wire.mend();
  }

  /** The process ends and starts again, with what is on its disk. */
  void restart() {
    server.shutdown();
    server.awaitShutdown();
    up();
  }

  private void begin(Path folder) throws IOException {
    int port = freePort();
    wire = Link.to(new InetSocketAddress("127.0.0.1", port));
    settings = settings(port, freePort(), folder.resolve("log"));
    Path file = folder.resolve("server.properties");
    Files.writeString(
        file,
        settings.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("\n")));
    String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    StorageTool.execute(format, new PrintStream(PrintStream.nullOutputStream()));
    up();
  }

  private void up() {
    server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
  }

  private Properties settings(int port, int controller, Path log) {
    Properties all = new Properties();
    all.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controller,
            "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller),
            "advertised.listeners", "PLAINTEXT://" + address(),
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names", "CONTROLLER",
            "offsets.topic.replication.factor", "1",
            "auto.create.topics.enable", "false",
            "log.dirs", log.toString()));
    return all;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

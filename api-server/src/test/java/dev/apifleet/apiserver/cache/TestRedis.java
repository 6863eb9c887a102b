package dev.apifleet.apiserver.cache;

import com.github.dockerjava.api.DockerClient;
import dev.apifleet.apiserver.backends.Killable;
import dev.apifleet.apiserver.backends.Link;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A real Redis that keeps its data over a restart at the same address, behind links. */
final class TestRedis implements AutoCloseable {

  private final int port = freePort();
  private final GenericContainer<?> container = new GenericContainer<>(image());
  private final Vertx vertx = Vertx.vertx();
  private final Redis direct;

  TestRedis() {
    container.withExposedPorts(6379);
    container.setPortBindings(List.of(port + ":6379"));
    container.start();
    direct = Redis.createClient(vertx, "redis://" + container.getHost() + ":" + port);
  }

  Link link() {
    return Link.to(new Killable(container, 6379));
  }

  /** Asks it directly, whatever is cut. */
  Response ask(Command command, String... arguments) {
    Request request = Request.cmd(command);
    for (String argument : arguments) {
      request.arg(argument);
    }
    return direct.send(request).toCompletionStage().toCompletableFuture().join();
  }

  /** Writes its data to disk, is killed, and comes back with that data. */
  void restartFromSnapshot(Runnable meanwhile) {
    ask(Command.SAVE);
    meanwhile.run();
    DockerClient docker = container.getDockerClient();
    docker.killContainerCmd(container.getContainerId()).exec();
    docker.startContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    container.stop();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static DockerImageName image() {
    String name =
        Optional.ofNullable(System.getenv("APIFLEET_REDIS_IMAGE")).orElse("redis:7.4-alpine");
    return DockerImageName.parse(name).asCompatibleSubstituteFor("redis");
  }
}

package dev.apifleet.apiserver.backends;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** The process of a backend, which a test can kill and start again with what it kept on disk. */
public final class Killable {

  private final GenericContainer<?> container;
  private final int port;

  public Killable(GenericContainer<?> container, int port) {
    this.container = container;
    this.port = port;
  }

  /** Without a word to its clients, as when its machine fails. */
  public void kill() {
    DockerClientFactory.instance().client().killContainerCmd(container.getContainerId()).exec();
  }

  /** Returns when it has been started, not when it answers. */
  public void start() {
    DockerClientFactory.instance().client().startContainerCmd(container.getContainerId()).exec();
  }

  /** Where it is now: a container that is started again has another port. */
  InetSocketAddress address() throws ConnectException {
    var bindings =
        container.getCurrentContainerInfo().getNetworkSettings().getPorts().getBindings();
    return bindings.entrySet().stream()
        .filter(binding -> binding.getKey().getPort() == port && binding.getValue() != null)
        .map(binding -> Integer.parseInt(binding.getValue()[0].getHostPortSpec()))
        .map(mapped -> new InetSocketAddress(container.getHost(), mapped))
        .findFirst()
        .orElseThrow(() -> new ConnectException("the backend is not running"));
  }
}

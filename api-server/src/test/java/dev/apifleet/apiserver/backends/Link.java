package dev.apifleet.apiserver.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP wire to a backend that a test can cut, freeze and mend. */
public final class Link implements AutoCloseable {

  private final Killable backend;
  private final Target target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile ServerSocket listener;
  private volatile CompletableFuture<Void> flow = CompletableFuture.completedFuture(null);

  private interface Target {
    InetSocketAddress address() throws IOException;
  }

  private Link(Killable backend, Target target) {
    this.backend = backend;
    this.target = target;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  public static Link to(Killable backend) {
    return new Link(backend, backend::address);
  }

  /** To something that tests start and stop by themselves. */
  public static Link to(InetSocketAddress address) {
    return new Link(null, () -> address);
  }

  /** What is at the far end. */
  public Killable backend() {
    return backend;
  }

  public int port() {
    return port;
  }

  /** Closes every connection and refuses new ones. */
  public void cut() {
    closeQuietly(listener);
    sockets.forEach(Link::closeQuietly);
    sockets.clear();
  }

  /** Lets connections stand but holds their bytes back. */
  public void freeze() {
    flow = new CompletableFuture<>();
  }

  public void mend() {
    flow.complete(null);
    if (listener.isClosed()) {
      listener = listen(port);
    }
  }

  @Override
  public void close() {
    cut();
  }

  private ServerSocket listen(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        join(from.accept());
      } catch (IOException closed) {
        // the test cut the wire, or the backend is not there: the client sees a closed connection
      }
    }
  }

  private void join(Socket near) throws IOException {
    Socket far = new Socket();
    sockets.add(near);
    sockets.add(far);
    try {
      far.connect(target.address());
      Thread.ofVirtual().start(() -> carry(near, far));
      Thread.ofVirtual().start(() -> carry(far, near));
    } catch (IOException failure) {
      closeQuietly(near);
      throw failure;
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      for (int count; (count = from.getInputStream().read(buffer)) >= 0; ) {
        flow.join();
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException closed) {
      // either side is gone; the other is closed with it
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception ignored) {
      // closing is all that was wanted
    }
  }
}

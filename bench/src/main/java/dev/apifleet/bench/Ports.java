package dev.apifleet.bench;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports of this machine that nobody listens on. */
public final class Ports {
  private Ports() {}

  public static int free() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.apifleet.bench.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A kept connection to one gateway pod, over which a path is asked for until it is served. */
final class Door implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String LENGTH = "content-length:";

  private final String address;
  private final Socket socket;
  private final InputStream in;

  Door(String address, int port) {
    this.address = address;
    try {
      socket = new Socket(address, port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to the gateway at " + address, e);
    }
  }

  /** The time ({@link System#nanoTime}) of the first 200. */
  long awaitServed(String path) throws IOException, TimeoutException {
    byte[] request =
        "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
            .formatted(path, address)
            .getBytes(StandardCharsets.US_ASCII);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      socket.getOutputStream().write(request);
      if (status() == 200) {
        return System.nanoTime();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new TimeoutException(path + " is not served by " + address);
  }

  private int status() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the gateway at " + address + " ended the connection");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

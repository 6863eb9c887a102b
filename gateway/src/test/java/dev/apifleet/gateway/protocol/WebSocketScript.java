package dev.apifleet.gateway.protocol;

import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A backend that agrees to one WebSocket and then does with its socket what a test wants. */
final class WebSocketScript implements AutoCloseable {
  private static final String ASK =
      """
      GET / HTTP/1.1\r
      Host: x\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;
  private static final String AGREE =
      """
      HTTP/1.1 101 Switching Protocols\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
      \r
      """;

  private final ServerSocket server;

  WebSocketScript() {
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EndpointConfig endpoint(String name) {
    return new EndpointConfig(name, "127.0.0.1", server.getLocalPort());
  }

  /** Both ends of a WebSocket through the gateway. */
  record Pair(Socket client, Socket backend) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      backend.close();
    }
  }

  Pair open(int gatewayPort) throws IOException {
    Socket client = RawClient.connect(gatewayPort);
    client.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
    Socket backend = server.accept();
    backend.setSoTimeout(20_000);
    RawClient.readHead(backend);
    backend.getOutputStream().write(AGREE.getBytes(StandardCharsets.US_ASCII));
    RawClient.readHead(client);
    return new Pair(client, backend);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

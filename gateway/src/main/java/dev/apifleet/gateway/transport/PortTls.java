package dev.apifleet.gateway.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * The TLS of an open port. It changes by one reference: a handshake goes by what is in force when
 * it begins, and connections stay as they are. (The update that Vert.x has keeps neither client
 * authentication nor new connections up to date while it is under way.)
 */
public final class PortTls extends SSLEngineOptions {
  private volatile SslContext current;

  public PortTls(SslContext first) {
    this.current = first;
  }

  /** From now on handshakes go by this. */
  public void use(SslContext next) {
    current = next;
  }

  /** Makes a server speak HTTP/1.1 and HTTP/2 over this TLS. */
  public HttpServerOptions secure(HttpServerOptions options) {
    return options
        .setSsl(true)
        .setUseAlpn(true)
        .setSslEngineOptions(this)
        // Vert.x insists on keys of its own, and hands them to the factory, which ignores them.
        .setKeyCertOptions(KeyCertOptions.wrap(new KeyChoice(List.of())));
  }

  /** All copies of the options mean the one port. */
  @Override
  public SSLEngineOptions copy() {
    return this;
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return Current::new;
  }

  /** Whatever context is in force. */
  private final class Current extends SslContext {
    @Override
    public boolean isClient() {
      return false;
    }

    @Override
    public List<String> cipherSuites() {
      return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation")
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
      return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
      return current.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
      return current.newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
      return current.sessionContext();
    }
  }
}

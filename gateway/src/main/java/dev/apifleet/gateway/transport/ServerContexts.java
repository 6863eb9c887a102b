package dev.apifleet.gateway.transport;

import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Builds what handshakes with clients go by. */
final class ServerContexts {
  private static final List<String> TLS_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** With forward secrecy and authenticated encryption, as RFC 9325 (4.2) recommends. */
  private static final List<String> TLS_1_2 =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final ApplicationProtocolConfig ALPN =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.FATAL_ALERT,
          SelectedListenerFailureBehavior.FATAL_ALERT,
          ApplicationProtocolNames.HTTP_2,
          ApplicationProtocolNames.HTTP_1_1);

  private ServerContexts() {}

  static PortKeys build(ListenerTls tls, KeyFolder folder) {
    List<CertifiedKey> keys = tls.certificates().stream().map(folder::keyPair).toList();
    try {
      SslContextBuilder context =
          SslContextBuilder.forServer(new KeyChoice(keys))
              .sslProvider(SslProvider.JDK)
              .ciphers(ciphers(tls))
              .applicationProtocolConfig(ALPN);
      if (tls.clientCa() != null) {
        askClients(context, tls.clientCa(), tls.clientRequired(), folder);
      }
      return new PortKeys(context.build(), keys);
    } catch (SSLException e) {
      throw new IllegalArgumentException("no TLS is possible: " + e.getMessage(), e);
    }
  }

  /** Without a cipher of its own, a version is not spoken. */
  private static List<String> ciphers(ListenerTls tls) {
    return tls.tls13Only() ? TLS_1_3 : Stream.of(TLS_1_3, TLS_1_2).flatMap(List::stream).toList();
  }

  private static void askClients(
      SslContextBuilder context, FileRef authority, boolean required, KeyFolder folder) {
    context
        .trustManager(Trust.in(folder.authority(authority)))
        .clientAuth(required ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
  }
}

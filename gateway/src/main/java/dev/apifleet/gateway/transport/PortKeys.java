package dev.apifleet.gateway.transport;

import io.netty.handler.ssl.SslContext;
import java.util.List;

/**
 * What handshakes with clients go by.
 *
 * @param keys those that the context chooses among
 */
record PortKeys(SslContext context, List<CertifiedKey> keys) {}

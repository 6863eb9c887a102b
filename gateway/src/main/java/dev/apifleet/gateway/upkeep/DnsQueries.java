package dev.apifleet.gateway.upkeep;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Asks the name servers of this machine. Caches nothing, since whoever asks keeps to the time to
 * live; goes over to TCP where an answer does not fit. Its own thread, made when first asked.
 */
final class DnsQueries {
  private static final long TIMEOUT_MILLIS = 2_000;

  private final DnsServerAddressStreamProvider servers;
  private NioEventLoopGroup thread;
  private DnsNameResolver resolver;

  /** What a record holds, and for how many seconds. */
  record Answer<T>(T content, long ttlSeconds) {}

  DnsQueries(DnsServerAddressStreamProvider servers) {
    this.servers = servers;
  }

  /**
   * The records of a type; empty where the name has none, or does not exist. Fails where no server
   * knows.
   *
   * @param name without more labels to be added
   * @param decode reads the content of a record
   */
  <T> Future<List<Answer<T>>> ask(String name, DnsRecordType type, Function<ByteBuf, T> decode) {
    Promise<List<Answer<T>>> promise = Promise.promise();
    String absolute = name.endsWith(".") ? name : name + ".";
    resolver()
        .query(new DefaultDnsQuestion(absolute, type))
        .addListener(
            (io.netty.util.concurrent.Future<AddressedEnvelope<DnsResponse, InetSocketAddress>>
                    done) -> {
              if (done.isSuccess()) {
                read(name, type, done.getNow(), decode, promise);
              } else {
                promise.fail(done.cause());
              }
            });
    return promise.future();
  }

  private static <T> void read(
      String name,
      DnsRecordType type,
      AddressedEnvelope<DnsResponse, InetSocketAddress> envelope,
      Function<ByteBuf, T> decode,
      Promise<List<Answer<T>>> promise) {
    try {
      DnsResponse response = envelope.content();
      DnsResponseCode code = response.code();
      if (code.equals(DnsResponseCode.NOERROR) || code.equals(DnsResponseCode.NXDOMAIN)) {
        promise.complete(answers(response, type, decode));
      } else {
        promise.fail(new IOException("the name server answers " + code + " to " + name));
      }
    } catch (RuntimeException e) {
      promise.fail(e);
    } finally {
      envelope.release();
    }
  }

  private static <T> List<Answer<T>> answers(
      DnsResponse response, DnsRecordType type, Function<ByteBuf, T> decode) {
    List<Answer<T>> answers = new ArrayList<>();
    for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
      DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
      if (record.type().equals(type) && record instanceof ByteBufHolder raw) {
        answers.add(new Answer<>(decode.apply(raw.content().duplicate()), record.timeToLive()));
      }
    }
    return answers;
  }

  private DnsNameResolver resolver() {
    if (resolver == null) {
      thread = new NioEventLoopGroup(1, new DefaultThreadFactory("dns", true));
      resolver =
          new DnsNameResolverBuilder(thread.next())
              .datagramChannelType(NioDatagramChannel.class)
              .socketChannelType(NioSocketChannel.class)
              .nameServerProvider(servers)
              .queryTimeoutMillis(TIMEOUT_MILLIS)
              .build();
    }
    return resolver;
  }

  void close() {
    if (resolver != null) {
      resolver.close();
      thread.shutdownGracefully();
    }
  }
}

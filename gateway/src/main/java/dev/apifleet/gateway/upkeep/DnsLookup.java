package dev.apifleet.gateway.upkeep;

import dev.apifleet.gateway.upkeep.DnsQueries.Answer;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the endpoints behind a name: its A or, where it has none, its AAAA records; for the name of
 * a service its SRV records (RFC 2782), of which those of the first priority count.
 */
final class DnsLookup {
  private static final int MOST_ENDPOINTS = 1024;
  private static final int ADDRESS_V4 = 4;

  /** How long it holds that a name has no addresses. */
  private static final long NEGATIVE_TTL_SECONDS = 5;

  private final DnsQueries queries;
  private final SearchList search;
  private final Predicate<InetAddress> allowed;

  /** What a name stands for now, sorted by name, and how long that holds. */
  record Found(List<EndpointConfig> endpoints, long ttlSeconds) {
    static final Found NOTHING = new Found(List.of(), NEGATIVE_TTL_SECONDS);

    static Found of(Collection<EndpointConfig> endpoints, long ttlSeconds) {
      TreeMap<String, EndpointConfig> byName = new TreeMap<>();
      endpoints.forEach(endpoint -> byName.putIfAbsent(endpoint.name(), endpoint));
      return byName.isEmpty()
          ? NOTHING
          : new Found(byName.values().stream().limit(MOST_ENDPOINTS).toList(), ttlSeconds);
    }
  }

  private record Service(int priority, int weight, int port, String target) {}

  DnsLookup(DnsQueries queries, SearchList search, Predicate<InetAddress> allowed) {
    this.queries = queries;
    this.search = search;
    this.allowed = allowed;
  }

  /** Fails where no name server knows. */
  Future<Found> find(DnsConfig wanted) {
    return wanted.port() == 0 ? services(wanted.name()) : hosts(wanted.name(), wanted.port(), 1);
  }

  private Future<Found> hosts(String name, int port, int weight) {
    return first(name, DnsRecordType.A, DnsLookup::address)
        .compose(
            v4 ->
                v4.isEmpty()
                    ? first(name, DnsRecordType.AAAA, DnsLookup::address)
                    : Future.succeededFuture(v4))
        .map(
            answers ->
                Found.of(
                    answers.stream()
                        .map(Answer::content)
                        .filter(allowed)
                        .map(address -> endpoint(address, port, weight))
                        .toList(),
                    ttl(answers)));
  }

  private Future<Found> services(String name) {
    return first(name, DnsRecordType.SRV, DnsLookup::service)
        .compose(
            answers -> {
              List<Service> services = preferred(answers.stream().map(Answer::content).toList());
              List<Future<Found>> found = services.stream().map(this::behind).toList();
              return Future.join(found).transform(_ -> together(found, ttl(answers)));
            });
  }

  private Future<Found> behind(Service service) {
    return hosts(service.target(), service.port(), Math.max(1, service.weight()));
  }

  private static List<Service> preferred(List<Service> services) {
    int best = services.stream().mapToInt(Service::priority).min().orElse(0);
    return services.stream().filter(service -> service.priority() == best).toList();
  }

  /** A target that cannot be looked up does without; when none can, nothing is known. */
  private static Future<Found> together(List<Future<Found>> parts, long ttl) {
    List<EndpointConfig> endpoints = new ArrayList<>();
    long least = ttl;
    Throwable failure = null;
    for (Future<Found> part : parts) {
      if (part.succeeded()) {
        endpoints.addAll(part.result().endpoints());
        least = Math.min(least, part.result().ttlSeconds());
      } else {
        failure = part.cause();
      }
    }
    return failure != null && endpoints.isEmpty()
        ? Future.failedFuture(failure)
        : Future.succeededFuture(Found.of(endpoints, least));
  }

  /** The answers to the first form of the name that has any. */
  private <T> Future<List<Answer<T>>> first(
      String name, DnsRecordType type, Function<ByteBuf, T> decode) {
    Future<List<Answer<T>>> answers = Future.succeededFuture(List.of());
    for (String candidate : search.candidates(name)) {
      answers =
          answers.compose(
              found ->
                  found.isEmpty()
                      ? queries.ask(candidate, type, decode)
                      : Future.succeededFuture(found));
    }
    return answers;
  }

  private static <T> long ttl(List<Answer<T>> answers) {
    return answers.stream().mapToLong(Answer::ttlSeconds).min().orElse(NEGATIVE_TTL_SECONDS);
  }

  private static InetAddress address(ByteBuf content) {
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "a record with an address of " + bytes.length + " bytes", e);
    }
  }

  private static Service service(ByteBuf content) {
    return new Service(
        content.readUnsignedShort(),
        content.readUnsignedShort(),
        content.readUnsignedShort(),
        DefaultDnsRecordDecoder.decodeName(content));
  }

  private static EndpointConfig endpoint(InetAddress address, int port, int weight) {
    String text = NetUtil.toAddressString(address);
    boolean v4 = address.getAddress().length == ADDRESS_V4;
    return new EndpointConfig(
        (v4 ? text : "[" + text + "]") + ":" + port, text, port, weight, null, null);
  }
}

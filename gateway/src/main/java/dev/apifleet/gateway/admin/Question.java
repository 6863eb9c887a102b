package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.proxy.Explainer.Asked;
import io.netty.util.NetUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads what is asked about a request: {@code url} and, as wanted, {@code method}, {@code headers},
 * {@code client} (an address), {@code as} (subject, tier, roles, scopes) and {@code body}.
 */
public final class Question {
  private static final Set<String> FIELDS =
      Set.of("url", "method", "headers", "client", "as", "body");
  private static final String SOMEBODY = "192.0.2.1";

  private Question() {}

  /**
   * The request that is asked about.
   *
   * @throws IllegalArgumentException when it cannot be read; the message says what to do
   */
  public static Asked of(JsonObject question) {
    for (String field : question.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException(field + ": unknown; write one of " + FIELDS);
      }
    }
    URI url = url(question.getString("url"));
    return new Asked(
        question.getString("method", "GET"),
        Objects.requireNonNullElse(url.getRawAuthority(), "localhost"),
        uri(url),
        headers(question.getJsonObject("headers", new JsonObject())),
        address(question.getString("client", SOMEBODY)),
        subscriber(question.getJsonObject("as")),
        Buffer.buffer(question.getString("body", "")));
  }

  private static URI url(String text) {
    try {
      if (text == null) {
        throw new IllegalArgumentException("url: missing; write such as https://api.example/v1");
      }
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("url: found \"" + text + "\": " + e.getReason(), e);
    }
  }

  private static String uri(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + '?' + url.getRawQuery();
  }

  private static Map<String, String> headers(JsonObject headers) {
    Map<String, String> read = new LinkedHashMap<>();
    headers.forEach(header -> read.put(header.getKey(), String.valueOf(header.getValue())));
    return read;
  }

  private static String address(String client) {
    if (!NetUtil.isValidIpV4Address(client) && !NetUtil.isValidIpV6Address(client)) {
      throw new IllegalArgumentException("client: found \"" + client + "\"; write an IP address");
    }
    return client;
  }

  private static Subscriber subscriber(JsonObject as) {
    if (as == null) {
      return null;
    }
    return new Subscriber(
        as.getString("subject", "somebody"),
        as.getString("tier", "free"),
        texts(as.getJsonArray("roles", new JsonArray())),
        texts(as.getJsonArray("scopes", new JsonArray())),
        Map.of());
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(String::valueOf).toList();
  }
}

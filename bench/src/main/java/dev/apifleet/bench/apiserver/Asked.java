package dev.apifleet.bench.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Requests of HTTP/1.1 as bytes. */
final class Asked {
  private Asked() {}

  static byte[] get(String path) {
    return bytes("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  }

  static byte[] post(String path, String token, String json) {
    String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return bytes(
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(path, authorization, json.length(), json));
  }

  static List<byte[]> many(int count, IntFunction<byte[]> request) {
    return IntStream.range(0, count).mapToObj(request).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

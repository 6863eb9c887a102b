package dev.apifleet.apiserver.resource;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The address of the page that follows, as a header {@code Link} (RFC 8288). */
final class NextLink {

  private NextLink() {}

  static String of(UriInfo asked, String next) {
    Stream<String> others =
        asked.getQueryParameters().entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("after"))
            .flatMap(
                parameter ->
                    parameter.getValue().stream().map(value -> pair(parameter.getKey(), value)));
    String query =
        Stream.concat(others, Stream.of(pair("after", next))).collect(Collectors.joining("&"));
    return "<" + ResourcesV2Endpoint.PATH + "?" + query + ">; rel=\"next\"";
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.route.NormalPath;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A command to serve certain kept responses no more. */
public sealed interface Purge {
  String FORM =
      "Write exactly one of {\"url\": \"https://shop.example.com/orders/5\"}, {\"prefix\":"
          + " \"https://shop.example.com/orders/\"}, {\"tag\": \"orders\"} or {\"all\": true}; a url"
          + " or prefix that begins with a slash means every host.";

  /** Whether it means this response, whenever that was asked for. */
  boolean isOf(Label label);

  /** Everything. */
  record All() implements Purge {
    @Override
    public boolean isOf(Label label) {
      return true;
    }
  }

  /** What carries this {@code Cache-Tag}. */
  record Tag(String tag) implements Purge {
    @Override
    public boolean isOf(Label label) {
      return label.tags().contains(tag);
    }
  }

  /**
   * What a request for this URL can be answered with: its path, and no parameter in the query that
   * the URL has not.
   *
   * @param host empty for every host
   * @param query parameters in their order; empty for every query
   */
  record Url(String host, String path, String query) implements Purge {
    @Override
    public boolean isOf(Label label) {
      return path.equals(label.path())
          && (host.isEmpty() || host.equals(label.host()))
          && (query.isEmpty() || parameters(query).containsAll(parameters(label.query())));
    }

    private static List<String> parameters(String query) {
      return query.isEmpty() ? List.of() : Arrays.asList(query.split("&"));
    }
  }

  /**
   * What begins like this.
   *
   * @param host empty for every host
   */
  record Prefix(String host, String path) implements Purge {
    @Override
    public boolean isOf(Label label) {
      return (host.isEmpty() || host.equals(label.host())) && label.target().startsWith(path);
    }
  }

  /**
   * Reads a command as people write it.
   *
   * @throws IllegalArgumentException says what is wrong, and what to write
   */
  static Purge of(JsonObject command) {
    if (command.size() != 1) {
      throw new IllegalArgumentException("found " + command.fieldNames() + ". " + FORM);
    }
    String what = command.fieldNames().iterator().next();
    Object value = command.getValue(what);
    if (what.equals("all") && Boolean.TRUE.equals(value)) {
      return new All();
    }
    if (!(value instanceof String text) || text.isBlank() || text.length() > 4096) {
      throw new IllegalArgumentException(
          "found no text of 1 to 4096 characters in \"" + what + "\". " + FORM);
    }
    return switch (what) {
      case "tag" -> new Tag(checkedTag(text.strip()));
      case "url" -> {
        Location at = Location.of(what, text.strip());
        yield new Url(at.host(), at.path(), at.query());
      }
      case "prefix" -> {
        Location at = Location.of(what, text.strip());
        yield new Prefix(
            at.host(), at.query().isEmpty() ? at.path() : at.path() + '?' + at.query());
      }
      default -> throw new IllegalArgumentException("found \"" + what + "\". " + FORM);
    };
  }

  private static String checkedTag(String tag) {
    if (tag.chars().anyMatch(c -> c <= ' ' || c == ',')) {
      throw new IllegalArgumentException(
          "found the tag \"" + tag + "\"; write one tag, without spaces and commas.");
    }
    return tag;
  }

  /** As one line of Redis' list. */
  default String line() {
    return switch (this) {
      case All() -> "all";
      case Tag(String tag) -> "tag\n" + tag;
      case Url(String host, String path, String query) ->
          "url\n" + host + '\n' + path + '\n' + query;
      case Prefix(String host, String path) -> "prefix\n" + host + '\n' + path;
    };
  }

  /** A line of Redis' list; what a later version wrote there means everything. */
  static Purge ofLine(String line) {
    List<String> parts = Arrays.asList(line.split("\n", -1));
    return switch (parts.getFirst() + parts.size()) {
      case "tag2" -> new Tag(parts.get(1));
      case "url4" -> new Url(parts.get(1), parts.get(2), parts.get(3));
      case "prefix3" -> new Prefix(parts.get(1), parts.get(2));
      default -> new All();
    };
  }

  /** Where a URL leads, in the form in which answers are kept. */
  record Location(String host, String path, String query) {
    private static Location of(String field, String text) {
      try {
        URI uri = URI.create(text);
        boolean anyHost = text.startsWith("/") && !text.startsWith("//");
        String raw = uri.getRawPath();
        String path = NormalPath.of(raw == null || raw.isEmpty() ? "/" : raw);
        if (path == null || !anyHost && uri.getHost() == null || uri.getFragment() != null) {
          throw new IllegalArgumentException("it is no URL that a gateway serves");
        }
        return new Location(
            anyHost ? "" : uri.getHost().toLowerCase(Locale.ROOT),
            path,
            uri.getRawQuery() == null ? "" : uri.getRawQuery());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "found " + field + " \"" + text + "\": " + e.getMessage() + ". " + FORM, e);
      }
    }
  }
}

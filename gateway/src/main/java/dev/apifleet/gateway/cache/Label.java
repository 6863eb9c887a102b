package dev.apifleet.gateway.cache;

import java.util.List;

/**
 * What purges know a kept response by.
 *
 * @param host the name that its client asked, without a port
 * @param target path and the part of the query that chose it
 * @param tags of its {@code Cache-Tag}
 * @param generation epoch of the last purge that was known when the backend was asked for it
 */
public record Label(String host, String target, List<String> tags, long generation) {
  public Label {
    tags = List.copyOf(tags);
  }

  /** The path without the query. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The query, or an empty text. */
  String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }
}

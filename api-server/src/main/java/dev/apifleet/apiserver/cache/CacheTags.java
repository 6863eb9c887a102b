package dev.apifleet.apiserver.cache;

import java.util.List;

/**
 * The tags by which gateways know what they keep: {@code resource, resource-17} of a single thing,
 * {@code resources} of the lists it may be in. Send them as {@value #HEADER}.
 */
public record CacheTags(String kind) {

  public static final String HEADER = "Cache-Tag";

  public String ofOne(long id) {
    return kind + ", " + one(id);
  }

  public String ofLists() {
    return kind + 's';
  }

  /** What a write of this one changes. */
  public List<String> changedBy(long id) {
    return List.of(one(id), ofLists());
  }

  /** What is in everything of the kind. */
  public List<String> all() {
    return List.of(kind, ofLists());
  }

  private String one(long id) {
    return kind + '-' + id;
  }
}

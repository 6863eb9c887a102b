package dev.apifleet.apiserver.resource;

import java.time.Instant;

/**
 * Which resources a list holds; what is null says nothing.
 *
 * @param name how the name begins
 * @param q words of name and description, as people type them into a search: {@code -word}, {@code
 *     "two words"}, {@code or}
 * @param owner the subject of whom they belong to
 * @param createdAfter exclusive
 * @param createdBefore exclusive
 */
public record ResourceFilter(
    String name,
    String q,
    String owner,
    ResourceStatus status,
    Instant createdAfter,
    Instant createdBefore) {

  public static final ResourceFilter NONE = new ResourceFilter(null, null, null, null, null, null);
}

package dev.apifleet.apiserver.resource;

/**
 * Which page of which list.
 *
 * @param after null for the first page
 */
public record ResourceQuery(
    ResourceFilter filter, ResourceSort sort, ResourceCursor after, int limit) {

  public static final int USUAL_LIMIT = 20;
  public static final int LARGEST_LIMIT = 100;

  public ResourceQuery after(ResourceCursor place) {
    return new ResourceQuery(filter, sort, place, limit);
  }
}

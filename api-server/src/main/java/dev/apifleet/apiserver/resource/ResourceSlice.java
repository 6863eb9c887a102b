package dev.apifleet.apiserver.resource;

import java.util.List;

/**
 * A page of a sorted list.
 *
 * @param next where the next page begins; null on the last page
 */
public record ResourceSlice(List<ResourceView> items, ResourceCursor next) {

  /** Takes one row more than the page holds, to tell whether another page follows. */
  static ResourceSlice of(List<Resource> rows, ResourceQuery query) {
    List<ResourceView> items = rows.stream().limit(query.limit()).map(ResourceView::of).toList();
    return new ResourceSlice(
        items, rows.size() > query.limit() ? query.sort().at(items.getLast()) : null);
  }
}

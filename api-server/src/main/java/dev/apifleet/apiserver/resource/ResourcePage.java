package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A page of resources; {@code next} is what to send as {@code after}, absent on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourcePage(List<ResourceView> items, Long next) {

  /** Takes one row more than the page holds, to tell whether another page follows. */
  static ResourcePage of(List<Resource> rows, int limit) {
    List<ResourceView> items = rows.stream().limit(limit).map(ResourceView::of).toList();
    return new ResourcePage(items, rows.size() > limit ? items.getLast().id() : null);
  }
}

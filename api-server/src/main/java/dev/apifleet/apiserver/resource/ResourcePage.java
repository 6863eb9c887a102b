package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A page of resources; {@code next} is what to send as {@code after}, absent on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourcePage(List<ResourceView> items, Long next) {

  static ResourcePage of(ResourceSlice slice) {
    return new ResourcePage(slice.items(), slice.next() == null ? null : slice.next().id());
  }
}

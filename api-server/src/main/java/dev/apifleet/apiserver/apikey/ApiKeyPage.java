package dev.apifleet.apiserver.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/** A page of API keys; {@code next} is what to send as {@code after}, absent on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKeyPage(List<ApiKeyView> items, Long next) {

  /** Takes one row more than the page holds, to tell whether another page follows. */
  static ApiKeyPage of(List<ApiKey> rows, int limit, Instant now) {
    List<ApiKeyView> items =
        rows.stream().limit(limit).map(row -> ApiKeyView.of(row, now)).toList();
    return new ApiKeyPage(items, rows.size() > limit ? items.getLast().id() : null);
  }
}

package dev.apifleet.apiserver.requestlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A page of the log; {@code next} is what to send as {@code after}, absent on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestPage(List<RequestEntry> items, String next) {

  static RequestPage of(List<LoggedRequest> rows, int limit) {
    List<RequestEntry> items = rows.stream().limit(limit).map(LoggedRequest::toEntry).toList();
    boolean more = rows.size() > limit;
    return new RequestPage(items, more ? RequestCursor.of(items.getLast()).toString() : null);
  }
}

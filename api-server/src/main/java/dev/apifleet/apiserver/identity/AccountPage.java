package dev.apifleet.apiserver.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A page of accounts; {@code next} is what to send as {@code after}, absent on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountPage(List<AccountView> items, Long next) {

  /** Takes one row more than the page holds, to tell whether another page follows. */
  static AccountPage of(List<Account> rows, int limit) {
    List<AccountView> items = rows.stream().limit(limit).map(AccountView::of).toList();
    return new AccountPage(items, rows.size() > limit ? items.getLast().id() : null);
  }
}

package dev.apifleet.apiserver.shop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A page of orders; {@code next} is what to send as {@code after}, absent on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderPage(List<OrderView> items, Long next) {

  /** Takes one order more than the page holds, to tell whether another page follows. */
  static OrderPage of(List<OrderView> orders, int limit) {
    List<OrderView> items = orders.stream().limit(limit).toList();
    return new OrderPage(items, orders.size() > limit ? items.getLast().id() : null);
  }
}

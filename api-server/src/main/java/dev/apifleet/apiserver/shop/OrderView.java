package dev.apifleet.apiserver.shop;

import java.time.Instant;
import java.util.List;

/** An order as clients see it. */
public record OrderView(long id, String owner, String status, List<Item> items, Instant createdAt) {

  /** So many of a resource, under the name it had. */
  public record Item(long resourceId, String name, int quantity) {}

  static OrderView of(Order order, List<Item> items) {
    return new OrderView(order.id, order.owner, order.status, items, order.createdAt);
  }
}

package dev.apifleet.apiserver.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;

/** An order as the database holds it, without its items. */
@Entity(name = "orders")
public class Order {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String owner;
  String status;

  @Column(name = "created_at")
  Instant createdAt;

  static Order place(String owner, Instant now) {
    Order order = new Order();
    order.owner = owner;
    order.status = "placed";
    order.createdAt = now;
    return order;
  }
}

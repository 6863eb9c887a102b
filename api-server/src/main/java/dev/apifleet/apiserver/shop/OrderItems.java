package dev.apifleet.apiserver.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The items of orders: those of an order are written, and those of a page read, at once. */
@ApplicationScoped
class OrderItems {

  private static final String INSERT =
      """
      INSERT INTO order_item (order_id, position, resource_id, name, quantity)
      SELECT :order, item.position, resource.id, resource.name, item.quantity
      FROM ROWS FROM (json_to_recordset(cast(cast(:items AS text) AS json))
             AS ("resourceId" bigint, quantity integer))
           WITH ORDINALITY AS item (resource_id, quantity, position)
        JOIN resource ON resource.id = item.resource_id
      """;

  private static final String SELECT =
      "SELECT order_id, resource_id, name, quantity FROM order_item"
          + " WHERE order_id IN (:orders) ORDER BY order_id, position";

  private final ObjectMapper json;

  OrderItems(ObjectMapper json) {
    this.json = json;
  }

  /** Fails, and the transaction with it, when a resource is not there. */
  Uni<Void> insert(Mutiny.Session session, long order, Basket basket) {
    return session
        .createNativeQuery(INSERT)
        .setParameter("order", order)
        .setParameter("items", encoded(basket.items()))
        .executeUpdate()
        .invoke(
            rows -> {
              if (rows < basket.items().size()) {
                throw new ProblemException(
                    Problem.unprocessable("resourceId", "resourceId must be that of a resource."));
              }
            })
        .replaceWithVoid();
  }

  /** By order. */
  Uni<Map<Long, List<OrderView.Item>>> of(Mutiny.Session session, List<Long> orders) {
    if (orders.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return session
        .createNativeQuery(SELECT, Object[].class)
        .setParameter("orders", orders)
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> ((Number) row[0]).longValue(),
                            Collectors.mapping(OrderItems::item, Collectors.toList()))));
  }

  private static OrderView.Item item(Object[] row) {
    return new OrderView.Item(
        ((Number) row[1]).longValue(), (String) row[2], ((Number) row[3]).intValue());
  }

  private String encoded(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

package dev.apifleet.apiserver.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.change.Change;
import dev.apifleet.apiserver.change.Outbox;
import dev.apifleet.apiserver.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The orders: everybody sees their own, and who may {@code orders:read-any} sees all. */
@ApplicationScoped
class Orders {

  private static final String OWN =
      "from orders where owner = :owner and id < :after order by id desc";
  private static final String ALL = "from orders where id < :after order by id desc";

  private final Database database;
  private final OrderItems items;
  private final Outbox outbox;
  private final ObjectMapper json;
  private final Clock clock;

  Orders(Database database, OrderItems items, Outbox outbox, ObjectMapper json, Clock clock) {
    this.database = database;
    this.items = items;
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
  }

  /** Within somebody's transaction. */
  Uni<OrderView> place(Mutiny.Session session, Caller caller, Basket basket) {
    // PostgreSQL keeps microseconds; answers before and after storage are to be equal
    Order order = Order.place(caller.subject(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    return session
        .persist(order)
        .chain(session::flush)
        .chain(() -> items.insert(session, order.id, basket))
        .chain(() -> views(session, List.of(order)))
        .map(List::getFirst)
        .call(view -> outbox.append(session, created(view)));
  }

  Uni<OrderPage> list(Caller caller, long after, int limit) {
    return database.read(
        session -> {
          boolean all = caller.may("orders:read-any");
          var query = session.createSelectionQuery(all ? ALL : OWN, Order.class);
          if (!all) {
            query.setParameter("owner", caller.subject());
          }
          return query
              .setParameter("after", after)
              .setMaxResults(limit + 1)
              .getResultList()
              .chain(orders -> views(session, orders))
              .map(views -> OrderPage.of(views, limit));
        });
  }

  /** Empty for somebody else's too: who may not read it does not learn that it is there. */
  Uni<Optional<OrderView>> get(Caller caller, long id) {
    return database.read(
        session ->
            session
                .find(Order.class, id)
                .map(Optional::ofNullable)
                .map(found -> found.filter(order -> isOpenTo(caller, order)))
                .chain(found -> views(session, found.stream().toList()))
                .map(views -> views.stream().findFirst()));
  }

  private static boolean isOpenTo(Caller caller, Order order) {
    return order.owner.equals(caller.subject()) || caller.may("orders:read-any");
  }

  private Uni<List<OrderView>> views(Mutiny.Session session, List<Order> orders) {
    return items
        .of(session, orders.stream().map(order -> order.id).toList())
        .map(found -> orders.stream().map(order -> view(order, found)).toList());
  }

  private static OrderView view(Order order, Map<Long, List<OrderView.Item>> items) {
    return OrderView.of(order, items.getOrDefault(order.id, List.of()));
  }

  private Change created(OrderView view) {
    try {
      String data = json.writeValueAsString(view);
      return new Change(Change.Action.CREATED, "order", view.id(), 0, data, view.owner());
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

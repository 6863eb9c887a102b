package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.change.Change.Action;
import dev.apifleet.apiserver.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Makes changes as use-cases do: in the transaction that writes. */
@ApplicationScoped
public class Writer {

  private final AtomicLong nextId = new AtomicLong(System.currentTimeMillis());
  private final Database database;
  private final Outbox outbox;

  Writer(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** An id that no test has used. */
  public long newId() {
    return nextId.incrementAndGet();
  }

  public void write(Change change) {
    database
        .write(session -> outbox.append(session, change))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  public void update(long id, int version) {
    write(new Change(Action.UPDATED, "resource", id, version, "{\"name\":\"pump\"}"));
  }

  /** Versions 1 to count of one thing. */
  public void updates(long id, int count) {
    for (int version = 1; version <= count; version++) {
      update(id, version);
    }
  }

  public void order(long id, String owner) {
    write(new Change(Action.CREATED, "order", id, 1, "{\"total\":\"10.50\"}", owner));
  }
}

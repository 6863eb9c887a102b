package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.overload.Shedder;
import dev.apifleet.snapshot.RuleAction.Priority;

/**
 * A refusal that waits a while, and its connection with it. Reading a request and refusing it costs
 * a good part of serving it; a client that asks again at once would leave an overloaded gateway
 * little time for those that it should serve. While it waits, it costs nothing.
 */
final class HeldBack {
  private final Shedder shedder;
  private final ConnectionWatch connection;
  private final Alarm alarm;
  private boolean waiting = true;

  private HeldBack(Lane lane, ConnectionWatch connection) {
    this.shedder = lane.shedder();
    this.connection = connection;
    this.alarm = new Alarm(lane.clock());
  }

  /**
   * Refuses later; until then the request makes no work. At once where it would keep others from
   * being served, and where no client hears it; then null.
   */
  static HeldBack hold(ProxyExchange exchange, Priority priority, Runnable refuse) {
    ConnectionWatch connection = ClientConnections.watch(exchange.request().connection());
    if (exchange.request() instanceof SilentRequest || !connection.hold()) {
      refuse.run();
      return null;
    }
    Lane lane = exchange.front().lane();
    HeldBack held = new HeldBack(lane, connection);
    held.shedder.ended();
    held.alarm.set(
        lane.refusals().millis(priority, lane.now()),
        () -> {
          held.cancel();
          refuse.run();
        });
    return held;
  }

  /** The request has ended otherwise, such as by its client. */
  void cancel() {
    if (waiting) {
      waiting = false;
      alarm.cancel();
      shedder.resumed();
      connection.release();
    }
  }
}

package dev.apifleet.gateway.limit.count;

import java.util.List;
import java.util.stream.Stream;

/**
 * Gateways that mean well and share one counter: each asks for twice as much ahead when it spent
 * its slice before the end and for half when it did not, gives the rest back at the end, and after
 * a refusal does not ask again before it was told to.
 */
final class Gateways {
  private final List<Gateway> gateways;
  private final Desk desk;
  private long time;

  Gateways(Limit limit, long lease, int count) {
    desk = new Desk(limit, lease, count);
    gateways = Stream.generate(Gateway::new).limit(count).toList();
  }

  void after(long millis) {
    time += millis;
    desk.after(millis);
    gateways.forEach(Gateway::giveBackAtEnd);
  }

  /** How many of so many requests one gateway lets pass now. */
  long passing(int gateway, long requests) {
    return gateways.get(gateway).passing(requests);
  }

  private final class Gateway {
    private long held;
    private long end;
    private long stamp;
    private long ahead = 1;
    private long askAgain;

    long passing(long requests) {
      long spent = 0;
      while (spent < requests && has()) {
        long some = Math.min(held, requests - spent);
        held -= some;
        spent += some;
      }
      return spent;
    }

    private boolean has() {
      if (held == 0 && time >= askAgain) {
        switch (desk.take(1, 0, ahead)) {
          case Answer.Taken taken -> hold(taken.grants().getFirst());
          case Answer answer -> askAgain = time + Desk.standing(answer).askAgainMillis();
        }
      }
      return held > 0;
    }

    private void hold(Answer.Grant grant) {
      held = grant.units();
      stamp = grant.stamp();
      end = time + grant.validMillis();
      ahead = Math.min(2 * ahead, 1L << 40);
    }

    private void giveBackAtEnd() {
      if (held > 0 && time >= end) {
        desk.settle(-held, stamp);
        held = 0;
        ahead = Math.max(1, ahead / 4);
      }
    }
  }
}

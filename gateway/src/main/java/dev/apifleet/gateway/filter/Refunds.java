package dev.apifleet.gateway.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * How to undo what filters have charged a request for, in case a later limit refuses it. Confined
 * to the request's event loop.
 */
public final class Refunds {
  private List<Runnable> refunds = List.of();

  public void add(Runnable refund) {
    if (refunds.isEmpty()) {
      refunds = new ArrayList<>(2);
    }
    refunds.add(refund);
  }

  /** Undoes all of it, once. */
  public void giveBack() {
    List<Runnable> due = refunds;
    refunds = List.of();
    due.forEach(Runnable::run);
  }
}

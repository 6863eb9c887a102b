package dev.apifleet.gateway.edit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.pool.Pool;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a copy of a share of the requests to another pool: of each hundred exactly as many as
 * wanted, spread over it. The copy has the edits of the filters before this one.
 */
public final class MirrorFilter implements Filter {
  private static final int HUNDRED = 100;

  /** Near the golden ratio of a hundred, and without a divisor in common with it. */
  private static final int STRIDE = 61;

  private final Pool pool;
  private final int percent;
  private final AtomicInteger turns = new AtomicInteger();

  public MirrorFilter(Pool pool, int percent) {
    this.pool = pool;
    this.percent = percent;
  }

  @Override
  public void apply(Exchange exchange) {
    if (Math.floorMod(turns.getAndIncrement(), HUNDRED) * STRIDE % HUNDRED < percent) {
      exchange.copyTo(pool);
    }
    exchange.proceed();
  }

  @Override
  public String describe() {
    return "Mirror " + percent + "% to " + pool.name();
  }
}

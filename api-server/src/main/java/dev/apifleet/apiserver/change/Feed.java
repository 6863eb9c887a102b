package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * All changes as they come to this instance: from the bus, and from the table where the bus left
 * something out. Readers are told when something came.
 */
final class Feed {

  private static final Logger LOG = Logger.getLogger(Feed.class);
  private static final int PAGE = 200;

  private final Memory memory;
  private final ChangeTable table;
  private final Bus bus;
  private final ChangeMetrics metrics;
  private final Runnable turnedBack;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean filling = new AtomicBoolean();
  private long expected = -1;

  /**
   * @param turnedBack is told when the table is found to have fewer changes than it had
   */
  Feed(Memory memory, ChangeTable table, Bus bus, ChangeMetrics metrics, Runnable turnedBack) {
    this.turnedBack = turnedBack;
    this.memory = memory;
    this.table = table;
    this.bus = bus;
    this.metrics = metrics;
  }

  void start() {
    bus.subscribe(this::accept);
  }

  /** Whether it knows where it stands. */
  boolean started() {
    return memory.last() >= 0;
  }

  Set<Reader> readers() {
    return readers;
  }

  /**
   * Compares with the table, now and then. What was due at the time before and is not here was lost
   * on the way; what became due since may be on its way.
   */
  Uni<Void> check() {
    long before = memory.last();
    return table
        .standing()
        .invoke(standing -> check(standing.numbered(), before))
        .replaceWithVoid();
  }

  private synchronized void check(long numbered, long before) {
    boolean fewer = numbered < before;
    if (fewer) {
      turnedBack.run();
    }
    if (before < 0 || fewer || numbered - before > memory.capacity()) {
      restart(numbered);
    } else if (memory.last() < expected) {
      LOG.debugf("Changes up to %d did not arrive by the bus", expected);
      metrics.missed();
      bus.renew();
      fill();
    }
    expected = numbered;
  }

  /** Readers find what they miss in the table, each by itself. */
  private void restart(long position) {
    memory.restart(position);
    readers.forEach(Reader::lost);
  }

  private void accept(List<Told> changes) {
    boolean gap = false;
    boolean taken = false;
    for (Told told : changes) {
      switch (memory.offer(told)) {
        case TAKEN -> taken = true;
        case KNOWN -> {}
        case GAP -> gap = true;
      }
    }
    if (taken) {
      readers.forEach(Reader::drain);
    }
    if (gap && started()) {
      metrics.gap();
      fill();
    }
  }

  private void fill() {
    if (filling.compareAndSet(false, true)) {
      fillPage();
    }
  }

  private void fillPage() {
    table
        .after(memory.last(), PAGE)
        .invoke(this::take)
        .subscribe()
        .with(
            page -> {
              if (page.size() == PAGE) {
                fillPage();
              } else {
                filling.set(false);
              }
            },
            // the next check comes here again
            failure -> filling.set(false));
  }

  private void take(List<Told> page) {
    if (!page.isEmpty() && page.getFirst().position() > memory.last() + 1) {
      restart(page.getFirst().position() - 1);
    }
    accept(page);
  }
}

package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.change.StreamEnded.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One stream of changes: a place in the memory that all readers share. It moves when the client
 * asks for more, so that what waits for a slow client takes no room; one that does not ask until
 * its place has fallen out of the memory is ended. Who is further back reads the table first.
 */
final class Reader {

  /** How much later than due a heartbeat may go out. */
  private static final Duration STUCK = Duration.ofSeconds(30);

  private final MultiEmitter<? super Notice> out;
  private final Memory memory;
  private final History history;
  private final Wish wish;
  private final AtomicInteger work = new AtomicInteger();
  private final AtomicReference<History.Answer> answer = new AtomicReference<>();
  private final Deque<Notice> pending = new ArrayDeque<>();
  private volatile boolean lost;
  private volatile boolean revoked;
  private volatile Instant ends;
  private volatile Instant now;
  private long place;
  private boolean live;
  private boolean asking;
  private boolean ended;
  private Instant askAgain = Instant.MIN;
  private Instant lastSent;

  /**
   * What a reader wants.
   *
   * @param after from which position on; negative: from now on
   * @param validity of the caller's credential
   * @param ends when it ends in any case
   */
  record Wish(
      ChangeFilter filter,
      Caller caller,
      long after,
      Validity validity,
      Instant ends,
      Duration heartbeat) {}

  Reader(MultiEmitter<? super Notice> out, Memory memory, History history, Wish wish, Instant now) {
    this.out = out;
    this.memory = memory;
    this.history = history;
    this.wish = wish;
    this.ends = wish.ends();
    this.live = wish.after() < 0;
    this.place = live ? memory.last() : wish.after();
    this.now = now;
    this.lastSent = now.minus(wish.heartbeat()).minusMillis(1);
  }

  /** The memory began anew: what is missing must come from the table. */
  void lost() {
    lost = true;
    drain();
  }

  void endAt(Instant time) {
    ends = time.isBefore(ends) ? time : ends;
  }

  /** Asks whether the caller's credential still stands; ends with the next pulse if not. */
  Uni<Boolean> reconsider() {
    return wish.validity().standing().holds().invoke(stands -> revoked |= !stands);
  }

  void pulse(Instant time) {
    now = time;
    drain();
  }

  /** Sends what can be sent. Who calls while another does leaves the work to that one. */
  void drain() {
    if (work.getAndIncrement() == 0) {
      int seen = 1;
      do {
        step();
        seen = work.addAndGet(-seen);
      } while (seen != 0);
    }
  }

  /** The first that goes out is a heartbeat, which tells the place. */
  private void step() {
    if (lost) {
      lost = false;
      live = false;
    }
    take(answer.getAndSet(null));
    while (!over() && out.requested() > 0 && sendNext()) {
      // on to the next
    }
    if (!over()) {
      endOrBeat();
    }
  }

  private boolean over() {
    return ended || out.isCancelled();
  }

  private boolean sendNext() {
    boolean remembered = pending.isEmpty();
    Notice next = remembered ? memory.at(place + 1) : pending.poll();
    if (next == null) {
      awaitNext();
      return false;
    }
    place = next.position();
    live |= remembered;
    if (!(next instanceof Told told) || isFor(told.change())) {
      out.emit(next);
      lastSent = now;
    }
    return true;
  }

  private boolean isFor(Change change) {
    return wish.filter().wants(change) && ChangeFilter.visible(change, wish.caller());
  }

  /** A client that waits is not slow: what came faster than it could be sent is in the table. */
  private void awaitNext() {
    live = !behind() && (live || place <= memory.last());
    if (!live && !asking && !now.isBefore(askAgain)) {
      asking = true;
      history.after(place).subscribe().with(this::answered);
    }
  }

  private boolean behind() {
    return pending.isEmpty() && place + 1 < memory.first();
  }

  private void answered(History.Answer found) {
    answer.set(found);
    drain();
  }

  private void take(History.Answer found) {
    asking &= found == null;
    switch (found) {
      case null -> {}
      case History.Answer.Page page -> {
        pending.addAll(page.changes());
        live |= page.changes().isEmpty();
      }
      case History.Answer.Gone gone -> {
        pending.add(new Notice.Reset(memory.last()));
        live = true;
      }
      case History.Answer.Later later -> askAgain = now.plusMillis(1);
    }
  }

  private void endOrBeat() {
    if (revoked) {
      end(Reason.REVOKED);
    } else if (live && behind()) {
      end(Reason.TOO_SLOW);
    } else if (!now.isBefore(wish.validity().expires())) {
      end(Reason.EXPIRED);
    } else if (!now.isBefore(ends)) {
      end(Reason.LEAVING);
    } else if (now.isAfter(lastSent.plus(wish.heartbeat()))) {
      beat();
    }
  }

  private void beat() {
    if (out.requested() > 0) {
      out.emit(new Notice.Beat(place));
      lastSent = now;
    } else if (now.isAfter(lastSent.plus(wish.heartbeat()).plus(STUCK))) {
      end(Reason.TOO_SLOW);
    }
  }

  private void end(Reason reason) {
    ended = true;
    out.fail(new StreamEnded(reason));
  }
}

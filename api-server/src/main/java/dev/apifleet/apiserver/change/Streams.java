package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** The streams of one instance: opens them within its limits and ends them when it leaves. */
final class Streams implements Changes {

  private static final int ASKED_AT_ONCE = 4;

  private final Feed feed;
  private final Memory memory;
  private final History history;
  private final Admission admission;
  private final ChangesConfig config;
  private final ChangeMetrics metrics;
  private final Clock clock;
  private volatile Instant leaves = Instant.MAX;

  Streams(
      Feed feed,
      Memory memory,
      ChangeTable table,
      ChangesConfig config,
      ChangeMetrics metrics,
      Clock clock) {
    this.feed = feed;
    this.memory = memory;
    this.history = new History(table, config.resumable());
    this.admission = new Admission(config.streams(), config.streamsPerSubject(), metrics);
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Multi<Told> stream(ChangeFilter filter, SecurityIdentity identity) {
    Caller caller = Caller.of(identity);
    Validity validity = Validity.of(identity);
    return validity
        .standing()
        .holds()
        .onItem()
        .transformToMulti(
            stands -> {
              if (!stands) {
                throw new StreamEnded(StreamEnded.Reason.REVOKED);
              }
              Admission.Slot slot = enter(caller);
              return open(filter, caller, -1, validity).onTermination().invoke(slot.back());
            })
        .onItem()
        .transformToMultiAndConcatenate(Streams::changeAlone);
  }

  private static Multi<Told> changeAlone(Notice notice) {
    return switch (notice) {
      case Told told -> Multi.createFrom().item(told);
      case Notice.Beat beat -> Multi.createFrom().empty();
      case Notice.Reset reset ->
          Multi.createFrom().failure(new StreamEnded(StreamEnded.Reason.MISSED));
    };
  }

  /** A place for one more stream, or a problem. */
  Admission.Slot enter(Caller caller) {
    if (!feed.started()) {
      throw new ProblemException(
          Problem.unavailable("database-unavailable", "The database is away; try again shortly."));
    }
    if (!clock.instant().isBefore(leaves)) {
      throw new ProblemException(
          Problem.unavailable("leaving", "This instance leaves; try again shortly."));
    }
    return admission.enter(caller);
  }

  /** A stream from after a position on, or from now on where that is negative. */
  Multi<Notice> open(ChangeFilter filter, Caller caller, long after, Validity validity) {
    Instant now = clock.instant();
    Instant longest = now.plus(config.longestStream());
    Instant ends = longest.isBefore(leaves) ? longest : leaves;
    var wish = new Reader.Wish(filter, caller, after, validity, ends, config.heartbeat());
    return Multi.createFrom()
        .<Notice>emitter(out -> begin(out, wish, now), BackPressureStrategy.ERROR)
        .onFailure(StreamEnded.class)
        .invoke(failure -> metrics.ended(((StreamEnded) failure).reason().code()));
  }

  private void begin(MultiEmitter<? super Notice> out, Reader.Wish wish, Instant now) {
    Reader reader = new Reader(out, memory, history, wish, now);
    out.onTermination(() -> feed.readers().remove(reader));
    feed.readers().add(reader);
    out.onRequest(more -> reader.drain());
    reader.drain();
  }

  void pulse() {
    Instant now = clock.instant();
    feed.readers().forEach(reader -> reader.pulse(now));
  }

  /** Looks for streams whose credentials are over, a few at a time, however many there are. */
  Uni<Void> reconsider() {
    return Multi.createFrom()
        .iterable(feed.readers())
        .onItem()
        .transformToUni(Reader::reconsider)
        .merge(ASKED_AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Ends all streams within a time, not all at once: their clients go to other instances. */
  void leave(Duration within) {
    Instant now = clock.instant();
    leaves = now.plus(within);
    feed.readers()
        .forEach(
            reader ->
                reader.endAt(
                    now.plusMillis(ThreadLocalRandom.current().nextLong(within.toMillis()))));
  }
}

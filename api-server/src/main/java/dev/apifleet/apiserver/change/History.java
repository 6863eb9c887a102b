package dev.apifleet.apiserver.change;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Told changes from before what an instance has in its memory. Few readers read it at once. */
final class History {

  private static final int PAGE = 100;

  private final ChangeTable table;
  private final int reach;
  private final Semaphore turns = new Semaphore(4);

  /**
   * @param reach how many changes back it may be asked for
   */
  History(ChangeTable table, int reach) {
    this.table = table;
    this.reach = reach;
  }

  /** What follows a position. */
  sealed interface Answer {

    /** The next changes without a hole; none where there are none yet. */
    record Page(List<Told> changes) implements Answer {}

    /** It is not kept, or too far back, or never was. */
    record Gone() implements Answer {}

    /** Nobody knows now; ask again later. */
    record Later() implements Answer {}
  }

  Uni<Answer> after(long position) {
    if (!turns.tryAcquire()) {
      return Uni.createFrom().item(new Answer.Later());
    }
    return table
        .standing()
        .chain(standing -> after(position, standing.numbered()))
        .onFailure()
        .recoverWithItem(failure -> new Answer.Later())
        .eventually(() -> turns.release());
  }

  private Uni<Answer> after(long position, long numbered) {
    if (position > numbered || numbered - position > reach) {
      return Uni.createFrom().item(new Answer.Gone());
    }
    return table.after(position, PAGE).map(page -> answer(page, position, numbered));
  }

  private static Answer answer(List<Told> page, long position, long numbered) {
    boolean pruned = page.isEmpty() && position < numbered;
    for (int i = 0; i < page.size(); i++) {
      pruned |= page.get(i).position() != position + 1 + i;
    }
    return pruned ? new Answer.Gone() : new Answer.Page(page);
  }
}

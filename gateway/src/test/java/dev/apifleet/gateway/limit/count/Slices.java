package dev.apifleet.gateway.limit.count;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Gateways that take slices and mean no good: they spend as late as they may, or some other time,
 * give the rest back early, late or never, and the store's clock is set back now and then. What is
 * really spent is held against the model.
 */
final class Slices {
  /** What a gateway holds; asked for at a time of the gateways' clock, which runs evenly. */
  private record Slice(long units, long asked, long valid, long stamp) {
    Slice without(long spent) {
      return new Slice(units - spent, asked, valid, stamp);
    }
  }

  private final RandomGenerator random;
  private final Limit limit;
  private final long lease;
  private final Desk desk;
  private final Model spent;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Slice> unspent = new ArrayList<>();
  private long time;
  private long units;
  private boolean exceeded;

  Slices(Limit limit, long lease, int holders, RandomGenerator random) {
    this.random = random;
    this.limit = limit;
    this.lease = lease;
    this.desk = new Desk(limit, lease, holders);
    this.spent = Model.of(limit);
  }

  /** Whether more was spent than the algorithm's definition lets pass. */
  boolean exceedsAfter(int steps) {
    for (int i = 0; i < steps && !exceeded; i++) {
      pass(pause());
      switch (random.nextInt(9)) {
        case 0, 1, 2, 3 -> ask(random.nextInt(20) == 0 ? 0 : random.nextLong(1, 400));
        case 4 -> spendSome();
        case 5, 6 -> giveBackSome();
        case 7 -> slices.removeIf(_ -> random.nextInt(40) == 0);
        default -> setBack();
      }
    }
    return exceeded;
  }

  /** All units that were spent. */
  long units() {
    return units;
  }

  private long pause() {
    return switch (random.nextInt(12)) {
      case 0 -> random.nextLong(limit.windowMillis());
      case 1 -> lease;
      case 2, 3 -> random.nextLong(limit.windowMillis() / 10 + 1);
      case 4, 5, 6, 7 -> random.nextLong(lease + 2);
      default -> 0;
    };
  }

  /** Lets time pass; slices that come to their end are mostly spent in their last millisecond. */
  private void pass(long pause) {
    long end = time + pause;
    slices.sort((a, b) -> Long.compare(a.asked() + a.valid(), b.asked() + b.valid()));
    while (!slices.isEmpty() && slices.getFirst().asked() + slices.getFirst().valid() <= end) {
      Slice slice = slices.removeFirst();
      moveTo(slice.asked() + slice.valid());
      long used = random.nextInt(3) == 0 ? random.nextLong(slice.units() + 1) : slice.units();
      spend(used);
      unspent.add(slice.without(used));
    }
    moveTo(end);
  }

  private void moveTo(long then) {
    desk.after(then - time).look(1);
    time = then;
    spent.at(desk.now());
  }

  /** The answer comes from the store as late as a network may take. */
  private void ask(long ahead) {
    long asked = time;
    pass(random.nextInt(4) == 0 ? random.nextLong(lease / 2 + 1) : 0);
    if (desk.take(1, random.nextLong(3), ahead) instanceof Answer.Taken taken) {
      Answer.Grant grant = taken.grants().getFirst();
      long atOnce = grant.validMillis() == 0 ? grant.units() : 1;
      spend(atOnce);
      Slice slice = new Slice(grant.units() - atOnce, asked, grant.validMillis(), grant.stamp());
      if (asked + grant.validMillis() < time) {
        unspent.add(slice);
      } else {
        slices.add(slice);
      }
    }
  }

  private void spendSome() {
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      long used = random.nextLong(slice.units() + 1);
      spend(used);
      slices.set(i, new Slice(slice.units() - used, slice.asked(), slice.valid(), slice.stamp()));
    }
  }

  /** Before the end, soon after it, or long after it. */
  private void giveBackSome() {
    List<Slice> some = random.nextInt(4) == 0 ? slices : unspent;
    if (!some.isEmpty()) {
      Slice slice = some.remove(random.nextInt(some.size()));
      desk.settle(-slice.units(), slice.stamp());
    }
  }

  private void setBack() {
    desk.after(-random.nextLong(limit.windowMillis()));
  }

  private void spend(long some) {
    exceeded |= some > 0 && !spent.mayPass(desk.now(), some);
    spent.admit(desk.now(), some);
    units += some;
  }
}

package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.lease.Charged.By;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The way of one request that the slices at hand do not decide: it takes what they hold, asks the
 * store for the rest, or waits for who is asking already, and ends in time in any case.
 *
 * <p>All or nothing: what was taken goes back to its slices before the request waits, and when it
 * is refused.
 */
final class Decision {
  private final Leases leases;
  private final List<Part> parts;
  private final Consumer<Outcome> then;
  private final long deadline;

  /**
   * @param deadline by when it has to end
   */
  Decision(Leases leases, List<Part> parts, long deadline, Consumer<Outcome> then) {
    this.leases = leases;
    this.parts = parts;
    this.deadline = deadline;
    this.then = then;
  }

  /** The cost that it has of a slot. */
  long cost(Slot slot) {
    long cost = 0;
    for (Part part : parts) {
      cost += part.slot() == slot ? part.cost() : 0;
    }
    return cost;
  }

  /**
   * Decides, or asks.
   *
   * @param served whether it has waited for an answer, which is there now
   */
  void go(boolean served) {
    long now = leases.now();
    Outcome.Refused refusal = leases.refusal(parts, now);
    if (refusal != null) {
      then.accept(refusal);
      return;
    }
    Charged[] charged = new Charged[parts.size()];
    List<Integer> missing = spend(charged, served, now);
    if (missing.isEmpty()) {
      then.accept(admitted(charged, 0, false, now));
    } else {
      Slot busy = beginAsking(missing, now);
      if (busy == null) {
        ask(new Attempt(charged, missing, now));
      } else {
        release(charged, now);
        leases.expect(busy, this, deadline);
      }
    }
  }

  /**
   * One question.
   *
   * @param charged what slices gave, by part
   * @param missing the parts that the store is asked for
   */
  private record Attempt(Charged[] charged, List<Integer> missing, long asked) {}

  /** Takes what slices hold; returns the parts for which they do not. */
  private List<Integer> spend(Charged[] charged, boolean served, long now) {
    List<Integer> missing = List.of();
    for (int i = 0; i < charged.length; i++) {
      Part part = parts.get(i);
      charged[i] = part.slot().spend(part.cost(), served, now);
      if (charged[i] == null) {
        missing = missing.isEmpty() ? new ArrayList<>() : missing;
        missing.add(i);
      }
    }
    return missing;
  }

  private void release(Charged[] charged, long now) {
    for (Charged each : charged) {
      if (each != null) {
        leases.giveBack(each, now);
      }
    }
  }

  /** The slot for which somebody else is asking, who calls this decision again; null where none. */
  private Slot beginAsking(List<Integer> missing, long now) {
    List<Slot> begun = new ArrayList<>();
    for (int i : missing) {
      Slot slot = parts.get(i).slot();
      if (!slot.isLeased()) {
        continue;
      }
      if (!slot.beginAsking(this, now)) {
        begun.forEach(leases::wake);
        return slot;
      }
      begun.add(slot);
      leases.returnLeftover(slot, now, true);
    }
    return null;
  }

  private void ask(Attempt attempt) {
    List<Part> asked = attempt.missing().stream().map(parts::get).toList();
    asked.forEach(part -> leases.payDebt(part.slot()));
    leases
        .store()
        .ask(
            new Ask.Take(asked.stream().map(part -> part.slot().charge(part.cost())).toList()),
            Math.max(1, deadline - attempt.asked()))
        .onSuccess(answer -> answered(attempt, answer))
        .onFailure(_ -> failed(attempt));
  }

  /** Whatever becomes of it, those who wait are called. */
  private void answered(Attempt attempt, Answer answer) {
    long now = leases.now();
    try {
      switch (answer) {
        case Answer.Taken(List<Grant> grants) -> taken(attempt, grants, now);
        case Answer.Standings(List<Standing> standings) -> refused(attempt, standings, now);
        case Answer.Done _ -> throw new IllegalStateException("a charge was answered by " + answer);
      }
    } finally {
      slots(attempt).forEach(leases::wake);
    }
  }

  private Stream<Slot> slots(Attempt attempt) {
    return attempt.missing().stream().map(i -> parts.get(i).slot()).filter(Slot::isLeased);
  }

  private void taken(Attempt attempt, List<Grant> grants, long now) {
    Charged[] charged = attempt.charged();
    long delay = 0;
    for (int k = 0; k < grants.size(); k++) {
      int i = attempt.missing().get(k);
      Part part = parts.get(i);
      leases.granted(part, grants.get(k), attempt.asked(), now);
      charged[i] = new Charged(part.slot(), part.cost(), grants.get(k).stamp(), By.STORE);
      delay = Math.max(delay, grants.get(k).delayMillis());
    }
    then.accept(admitted(charged, delay, false, now));
  }

  private void refused(Attempt attempt, List<Standing> standings, long now) {
    for (int k = 0; k < standings.size(); k++) {
      Part part = parts.get(attempt.missing().get(k));
      part.slot().refused(standings.get(k), part.cost(), now);
    }
    release(attempt.charged(), now);
    then.accept(refusal(attempt.missing(), standings, false, now));
  }

  private Outcome.Refused refusal(
      List<Integer> asked, List<Standing> standings, boolean alone, long now) {
    List<Standing> all = new ArrayList<>(standings(now));
    for (int k = 0; k < standings.size(); k++) {
      all.set(asked.get(k), standings.get(k));
    }
    return new Outcome.Refused(all, alone);
  }

  private void failed(Attempt attempt) {
    release(attempt.charged(), leases.now());
    decideAlone();
    slots(attempt).forEach(slot -> slot.endAsking().forEach(Decision::decideAlone));
  }

  /** The store has not answered in time: the policies say who decides. */
  void decideAlone() {
    long now = leases.now();
    Charged[] charged = new Charged[parts.size()];
    List<Integer> local = new ArrayList<>();
    for (int i : spend(charged, false, now)) {
      Part part = parts.get(i);
      switch (part.onStoreFailure()) {
        case CLOSED -> {
          release(charged, now);
          then.accept(new Outcome.StoreAway(part));
          return;
        }
        case OPEN -> charged[i] = new Charged(part.slot(), part.cost(), 0, By.NOBODY);
        case LOCAL -> local.add(i);
      }
    }
    then.accept(local.isEmpty() ? admitted(charged, 0, true, now) : alone(charged, local, now));
  }

  private Outcome alone(Charged[] charged, List<Integer> local, long now) {
    return switch (leases.alone().ask(local.stream().map(parts::get).toList(), now)) {
      case Answer.Taken(List<Grant> grants) -> {
        local.forEach(i -> charged[i] = leases.admittedAlone(parts.get(i), now));
        yield admitted(
            charged, grants.stream().mapToLong(Grant::delayMillis).max().orElse(0), true, now);
      }
      case Answer.Standings(List<Standing> standings) -> {
        release(charged, now);
        yield refusal(local, standings, true, now);
      }
      case Answer.Done done -> throw new IllegalStateException("a charge was answered by " + done);
    };
  }

  private Outcome admitted(Charged[] charged, long delay, boolean alone, long now) {
    return new Outcome.Admitted(List.of(charged), standings(now), delay, alone);
  }

  private List<Standing> standings(long now) {
    Standing[] standings = new Standing[parts.size()];
    for (int i = 0; i < standings.length; i++) {
      standings[i] = parts.get(i).slot().standing(now);
    }
    return List.of(standings);
  }
}

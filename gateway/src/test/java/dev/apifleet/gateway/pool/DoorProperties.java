package dev.apifleet.gateway.pool;

import static dev.apifleet.gateway.fleet.Resources.guarded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DoorProperties {
  private final Door door = new Door();

  /** One that came: first in, waiting, then admitted, displaced or gone. */
  private static final class Request implements Ticket.Waiter {
    private final int priority;
    private final int tier;
    private final int number;
    private String fate = "waits";
    private Ticket ticket;

    private Request(int priority, int tier, int number) {
      this.priority = priority;
      this.tier = tier;
      this.number = number;
    }

    private int priority() {
      return priority;
    }

    private int tier() {
      return tier;
    }

    @Override
    public void admitted() {
      assertThat(fate).isEqualTo("waits");
      fate = "inside";
    }

    @Override
    public void displaced() {
      assertThat(fate).isEqualTo("waits");
      fate = "displaced";
    }
  }

  private static final Comparator<Request> IMPORTANCE =
      Comparator.comparingInt(Request::priority)
          .thenComparingInt(Request::tier)
          .thenComparing(request -> -request.number);

  /** What happens next: someone comes, leaves the queue, or ends inside. */
  record Step(String what, int priority, int tier) {}

  @Provide
  Arbitrary<List<Step>> days() {
    return Combinators.combine(
            Arbitraries.of("come", "come", "end", "leave"),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2))
        .as(Step::new)
        .list()
        .ofMaxSize(100);
  }

  @Property
  void letsInTheMostImportantAndNeverMoreThanTheLimit(
      @ForAll("days") List<Step> day,
      @ForAll @IntRange(min = 1, max = 4) int limit,
      @ForAll @IntRange(max = 5) int depth) {
    Door door = new Door();
    door.configure(
        guarded(new ConcurrencyConfig(limit, false, false, depth, 500), null), 3, () -> 3, 0);
    List<Request> all = new ArrayList<>();
    for (Step step : day) {
      Request best = waiting(all).stream().max(IMPORTANCE).orElse(null);
      switch (step.what()) {
        case "come" -> come(door, step, all);
        case "end" -> {
          Request ends = first(all, "inside");
          if (ends != null) {
            ends.fate = "ended";
            door.exit();
            assertThat(best == null ? "inside" : best.fate).isEqualTo("inside");
          }
        }
        default -> {
          Request leaves = first(all, "waits");
          if (leaves != null) {
            assertThat(door.leave(leaves.ticket)).isTrue();
            leaves.fate = "left";
          }
        }
      }
      assertThat(count(all, "inside")).isLessThanOrEqualTo(limit);
      assertThat(count(all, "waits")).isLessThanOrEqualTo(depth).isEqualTo(door.waiting());
      assertThat(count(all, "waits") == 0 || count(all, "inside") == limit)
          .as("nobody waits before an open door")
          .isTrue();
    }
  }

  private static void come(Door door, Step step, List<Request> all) {
    Request comes = new Request(step.priority(), step.tier(), all.size());
    Request least = waiting(all).stream().min(IMPORTANCE).orElse(null);
    if (door.tryEnter()) {
      comes.fate = "inside";
    } else {
      comes.ticket = door.queue(comes.priority, comes.tier, comes, 0);
      if (comes.ticket == null) {
        comes.fate = "refused";
        assertThat(least == null || IMPORTANCE.compare(comes, least) < 0).isTrue();
      } else if (least != null && least.fate.equals("displaced")) {
        assertThat(IMPORTANCE.compare(comes, least)).isPositive();
      }
    }
    all.add(comes);
  }

  private static List<Request> waiting(List<Request> all) {
    return all.stream().filter(request -> request.fate.equals("waits")).toList();
  }

  private static Request first(List<Request> all, String fate) {
    return all.stream().filter(request -> request.fate.equals(fate)).findFirst().orElse(null);
  }

  private static int count(List<Request> all, String fate) {
    return (int) all.stream().filter(request -> request.fate.equals(fate)).count();
  }

  @Test
  void nobodyIsForgottenWhenManyComeAtOnce() throws InterruptedException {
    int requests = 20_000;
    door.configure(
        guarded(new ConcurrencyConfig(2, false, false, requests, 500), null), 1, () -> 1, 0);
    CountDownLatch served = new CountDownLatch(requests);
    AtomicInteger inside = new AtomicInteger();
    Ticket.Waiter waiter =
        new Ticket.Waiter() {
          @Override
          public void admitted() {
            serve(inside, served);
          }

          @Override
          public void displaced() {
            throw new IllegalStateException("the queue is long enough");
          }
        };
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < requests; i++) {
        clients.submit(
            () -> {
              if (door.tryEnter()) {
                serve(inside, served);
              } else {
                door.queue(0, 0, waiter, 0);
              }
            });
      }
      assertThat(served.await(60, TimeUnit.SECONDS)).as("all are served").isTrue();
    }
    assertThat(door.waiting()).isZero();
    assertThat(door.admitted().sum()).isEqualTo(requests);
  }

  private void serve(AtomicInteger inside, CountDownLatch served) {
    assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(2);
    Thread.startVirtualThread(
        () -> {
          inside.decrementAndGet();
          door.exit();
          served.countDown();
        });
  }

  @Test
  void theLimitFollowsTheNumberOfEndpointsWhereItIsPerReplica() {
    PoolConfig config = guarded(new ConcurrencyConfig(10, true, false, 0, 500), null);
    door.configure(config, 3, () -> 3, 0);
    assertThat(door.limit()).isEqualTo(30);
    door.configure(config, 0, () -> 0, 0);
    assertThat(door.limit()).isEqualTo(10);
    door.configure(guarded(null, null), 3, () -> 3, 0);
    assertThat(door.limit()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void whoWaitsGoesInWhenTheLimitIsRaised() {
    door.configure(guarded(new ConcurrencyConfig(1, false, false, 5, 500), null), 1, () -> 1, 0);
    assertThat(door.tryEnter()).isTrue();
    Request waits = new Request(0, 0, 0);
    door.queue(0, 0, waits, 0);
    door.configure(guarded(new ConcurrencyConfig(2, false, false, 5, 500), null), 1, () -> 1, 0);
    assertThat(waits.fate).isEqualTo("inside");
  }
}

package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Arrivals.Arrival;
import dev.apifleet.gateway.limit.count.Arrivals.Story;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Requests that wait for their turn leave as evenly as the bucket leaks, and none waits long. */
class QueueProperties {
  @Provide
  Arbitrary<Story> stories() {
    return Arrivals.stories(Algorithm.LEAKY_BUCKET);
  }

  /** When a request leaves, and what it costs. */
  private record Leaving(long time, long cost) {}

  @Property(edgeCases = EdgeCasesMode.NONE)
  void eachLeavesWhenWhatWasBeforeItHasFlowedOut(
      @ForAll("stories") Story story, @ForAll @LongRange(min = 1, max = 500) long percent) {
    Limit meter = story.limit();
    long longest = 1 + meter.windowMillis() * percent / 100;
    Limit limit =
        new Limit(
            meter.algorithm(), meter.requests(), meter.windowMillis(), meter.capacity(), longest);
    Desk desk = new Desk(limit);
    List<Leaving> leaving = new ArrayList<>();
    for (Arrival arrival : story.arrivals()) {
      if (desk.after(arrival.gap()).take(arrival.cost()) instanceof Answer.Taken taken) {
        long delay = taken.grants().getFirst().delayMillis();
        assertThat(delay).isBetween(0L, longest);
        leaving.add(new Leaving(desk.now() + delay, arrival.cost()));
      }
    }
    assertSpaced(limit, leaving);
  }

  /** From any one to any later one, all between them, the first included, have to flow out. */
  private static void assertSpaced(Limit limit, List<Leaving> leaving) {
    for (int first = 0; first < leaving.size(); first++) {
      long before = 0;
      for (int next = first + 1; next < leaving.size(); next++) {
        before += leaving.get(next - 1).cost();
        long span = leaving.get(next).time() - leaving.get(first).time() + 2 * limit.tick() - 1;
        assertThat(before * limit.window() * limit.tick())
            .isLessThanOrEqualTo(limit.requests() * span);
      }
    }
  }
}

package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Arrivals.Arrival;
import dev.apifleet.gateway.limit.count.Arrivals.Story;
import dev.apifleet.gateway.limit.count.Model.Admission;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A store that loses what it had, all of it or the last of it: what is admitted is bounded. */
class LossProperties {
  /**
   * A loss.
   *
   * @param from what was admitted since then was forgotten
   */
  private record Loss(long at, long from) {}

  private final List<Admission> admissions = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  @Provide
  Arbitrary<Story> stories() {
    return Arbitraries.of(Algorithm.values()).flatMap(Arrivals::stories);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void eachLossAddsAtMostWhatItForgetsAndNoMoreThanOneLimit(
      @ForAll("stories") Story story, @ForAll long seed) {
    Random random = new Random(seed);
    Desk desk = new Desk(story.limit());
    admissions.clear();
    losses.clear();
    for (Arrival arrival : story.arrivals()) {
      desk.after(Math.max(0, arrival.gap()));
      if (random.nextInt(20) == 0) {
        lose(
            desk,
            random.nextBoolean() ? desk.now() : random.nextLong(story.limit().windowMillis()));
      }
      if (desk.passes(arrival.cost())) {
        admissions.add(new Admission(desk.now(), arrival.cost()));
        assertBounded(story.limit(), desk.now());
      }
    }
  }

  private void lose(Desk desk, long millis) {
    losses.add(new Loss(desk.now(), desk.now() - millis));
    desk.fallBack(millis + 1);
  }

  private void assertBounded(Limit limit, long now) {
    long begin = now - limit.windowMillis() + 1;
    long forgotten = 0;
    for (Loss loss : losses) {
      long lost = Model.within(admissions, Math.max(begin, loss.from()), loss.at() + 1);
      forgotten += loss.at() < begin ? 0 : Math.min(lost, limit.most());
    }
    assertThat(Model.within(admissions, begin, now + 1))
        .isLessThanOrEqualTo(most(limit) + forgotten);
  }

  /** What the algorithm itself lets pass in a span as long as the window, wherever it begins. */
  private static long most(Limit limit) {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW, SLIDING_COUNTER -> 2 * limit.requests();
      case SLIDING_LOG -> limit.requests();
      case TOKEN_BUCKET, LEAKY_BUCKET -> limit.capacity() + limit.requests();
    };
  }
}

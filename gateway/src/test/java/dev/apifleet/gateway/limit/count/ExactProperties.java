package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Arrivals.Arrival;
import dev.apifleet.gateway.limit.count.Arrivals.Story;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Each request decided by itself: counters and models see the same arrivals. */
class ExactProperties {
  @Provide
  Arbitrary<Story> stories() {
    return Arbitraries.of(Algorithm.values()).flatMap(Arrivals::stories);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void decidesAsTheModelDoes(@ForAll("stories") Story story) {
    Desk desk = new Desk(story.limit());
    Model model = Model.of(story.limit());
    for (Arrival arrival : story.arrivals()) {
      long now = desk.after(arrival.gap()).now();
      model.at(now);
      switch (desk.take(arrival.cost())) {
        case Answer.Taken taken -> {
          assertThat(model.mayPass(now, arrival.cost())).isTrue();
          model.admit(now, arrival.cost());
          assertRemaining(model, now, Desk.grant(taken).remaining());
        }
        case Answer answer -> {
          assertThat(model.mustPass(now, arrival.cost())).isFalse();
          assertRemaining(model, now, Desk.standing(answer).remaining());
        }
      }
    }
  }

  private static void assertRemaining(Model model, long now, long remaining) {
    assertThat(remaining == 0 || model.mayPass(now, remaining)).isTrue();
    assertThat(model.mustPass(now, remaining + 1)).isFalse();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whoWaitsAsToldPassesAndNotATickEarlier(@ForAll("stories") Story story) {
    for (int i = 0; i < story.arrivals().size(); i += 1 + i / 4) {
      Arrival last = story.arrivals().get(i);
      Desk desk = replayed(story, i);
      if (desk.after(last.gap()).take(last.cost()) instanceof Answer.Standings standings) {
        long wait = standings.counters().getFirst().waitMillis();
        assertThat(desk.after(wait).look(last.cost()).exhausted())
            .isEqualTo(last.cost() > most(story.limit()));
        Desk early = replayed(story, i);
        early.after(last.gap()).look(last.cost());
        early.after(Math.max(0, wait - story.limit().tick()));
        assertThat(early.look(last.cost()).exhausted()).isTrue();
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aCounterIsAsNewAfterItsResetAndNotATickEarlier(@ForAll("stories") Story story) {
    Desk desk = replayed(story, story.arrivals().size());
    Limit limit = story.limit();
    long reset = desk.look(1).resetMillis();
    boolean weighs = desk.look(1).remaining() < most(limit);
    desk.after(reset - limit.tick());
    if (reset >= limit.tick() && weighs && limit.algorithm() != Algorithm.SLIDING_COUNTER) {
      assertThat(desk.look(1).remaining()).isLessThan(most(limit));
    }
    Answer.Standing after = desk.after(limit.tick()).look(1);
    if (limit.algorithm() == Algorithm.SLIDING_COUNTER) {
      assertThat(after.resetMillis())
          .isBetween(Model.window(limit) - limit.tick(), Model.window(limit));
    } else {
      assertThat(after.remaining()).isEqualTo(most(limit));
    }
  }

  private static Desk replayed(Story story, int arrivals) {
    Desk desk = new Desk(story.limit());
    for (Arrival arrival : story.arrivals().subList(0, arrivals)) {
      desk.after(arrival.gap()).take(arrival.cost());
    }
    return desk;
  }

  private static long most(Limit limit) {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW, SLIDING_LOG, SLIDING_COUNTER -> limit.requests();
      case TOKEN_BUCKET, LEAKY_BUCKET -> limit.capacity();
    };
  }
}

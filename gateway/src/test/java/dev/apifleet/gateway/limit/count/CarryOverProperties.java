package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Arrivals.Story;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Limits that change while they are in use: nobody gets a second quota by the change. */
class CarryOverProperties {
  @Provide
  Arbitrary<Story> stories() {
    return Arbitraries.of(Algorithm.values()).flatMap(Arrivals::stories);
  }

  @Provide
  Arbitrary<Limit> limits() {
    return Arbitraries.of(Algorithm.values()).flatMap(Arrivals::limits);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatWeighedBeforeTheChangeWeighsAfterIt(
      @ForAll("stories") Story story, @ForAll("limits") Limit next) {
    Desk desk = played(story);
    Answer.Standing before = desk.look(1);
    long weighed = Math.max(0, story.limit().most() - before.remaining());
    desk.limit(next);

    long left = desk.look(1).remaining();

    boolean counts = story.limit().requests() > 0 && next.requests() > 0;
    if (counts && turns(story.limit(), next)) {
      assertThat(left).isEqualTo(Math.max(0, next.most() - weighed));
    } else if (counts) {
      assertThat(left).isLessThanOrEqualTo(next.most());
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void changingThereAndBackGainsNothing(
      @ForAll("stories") Story story, @ForAll("limits") Limit other) {
    Desk desk = played(story);
    long before = desk.look(1).remaining();
    Limit roomy = new Limit(other.algorithm(), 1_000_000, other.windowMillis(), 1_000_000, 0);

    desk.limit(roomy);
    desk.look(1);
    desk.limit(story.limit());

    assertThat(desk.look(1).remaining()).isLessThanOrEqualTo(before);
  }

  private static boolean turns(Limit one, Limit other) {
    return one.algorithm() != other.algorithm() || one.windowMillis() != other.windowMillis();
  }

  private static Desk played(Story story) {
    Desk desk = new Desk(story.limit());
    story.arrivals().forEach(arrival -> desk.after(arrival.gap()).take(arrival.cost()));
    return desk;
  }
}

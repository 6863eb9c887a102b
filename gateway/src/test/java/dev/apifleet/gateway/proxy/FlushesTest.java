package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlushesTest {
  private final Flushes flushes = new Flushes();

  private EmbeddedChannel channel() {
    EmbeddedChannel channel = new EmbeddedChannel();
    flushes.join(channel.pipeline());
    return channel;
  }

  /**
   * As an event loop writes while it reads; what an embedded channel writes itself, it also runs.
   */
  private static void write(EmbeddedChannel channel, String text) {
    channel.pipeline().writeAndFlush(text);
  }

  @Test
  void whatIsWrittenGoesOutWhenAllHasBeenRead() {
    EmbeddedChannel channel = channel();
    write(channel, "a");
    assertThat(channel.outboundMessages()).isEmpty();

    channel.runPendingTasks();

    assertThat(channel.outboundMessages()).containsExactly("a");
  }

  @Test
  void theTurnOfOneConnectionIsThatOfAll() {
    EmbeddedChannel first = channel();
    EmbeddedChannel second = channel();
    write(first, "a");
    write(second, "b");

    first.runPendingTasks();

    assertThat(second.outboundMessages()).containsExactly("b");
  }

  @Test
  void writesAgainAfterATurn() {
    EmbeddedChannel channel = channel();
    write(channel, "a");
    channel.runPendingTasks();
    write(channel, "b");
    channel.runPendingTasks();

    assertThat(channel.outboundMessages()).containsExactly("a", "b");
  }

  @Test
  void whereManyWaitNobodyWaitsForTheTurn() {
    List<EmbeddedChannel> channels = Stream.generate(this::channel).limit(64).toList();
    channels.forEach(channel -> write(channel, "a"));

    assertThat(channels)
        .allSatisfy(channel -> assertThat(channel.outboundMessages()).containsExactly("a"));
  }

  @Test
  void aConnectionThatIsClosedSendsWhatWasWrittenBefore() {
    EmbeddedChannel channel = channel();
    write(channel, "a");
    channel.pipeline().close();

    assertThat(channel.outboundMessages()).containsExactly("a");
  }
}

package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeavingTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void begin() {
    channel.freezeTime();
    Leaving.begin(channel, Leaving.MOST_SECONDS);
  }

  @Test
  void theClientHasTimeAndNoMore() {
    channel.pipeline().close();
    channel.advanceTimeBy(Leaving.MOST_SECONDS * 1000 - 1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whatComesIsDropped() {
    ByteBuf read = Unpooled.buffer().writeByte(1);
    channel.writeInbound(read);
    assertThat(read.refCnt()).isZero();
    assertThat(channel.<Object>readInbound()).isNull();
    assertThat(channel.isOpen()).isTrue();
  }
}

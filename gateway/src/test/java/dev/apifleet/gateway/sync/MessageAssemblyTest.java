package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {
  private static final int MOST = 1_000;

  private final MessageAssembly assembly = new MessageAssembly(MOST);
  private final List<String> whole = new ArrayList<>();

  private void add(Buffer piece) {
    assembly.add(piece, message -> whole.add(new String(message, StandardCharsets.UTF_8)));
  }

  private static Buffer message(String text) {
    return Buffer.buffer().appendByte((byte) 0).appendInt(text.length()).appendString(text);
  }

  @Test
  void messagesComeOutWholeHoweverTheyAreCut() {
    Buffer all =
        message("one").appendBuffer(message("")).appendBuffer(message("and the third, longer"));
    for (int size = 1; size <= all.length(); size++) {
      whole.clear();
      for (int from = 0; from < all.length(); from += size) {
        add(all.getBuffer(from, Math.min(all.length(), from + size)));
      }
      assertThat(whole)
          .as("in pieces of %d", size)
          .containsExactly("one", "", "and the third, longer");
    }
  }

  @Test
  void aMessageMayBeAsLongAsAllowedAndNoLonger() {
    add(message("x".repeat(MOST)));
    assertThat(whole).containsExactly("x".repeat(MOST));
    assertThatThrownBy(() -> add(message("x".repeat(MOST + 1))))
        .hasMessage("it sent a message of 1001 bytes; the most are 1000");
    assertThatThrownBy(() -> new MessageAssembly(MOST).add(prefix(0, -1), _ -> {}))
        .hasMessage("it sent a message of 4294967295 bytes; the most are 1000");
  }

  @Test
  void compressedMessagesAreRefused() {
    assertThatThrownBy(() -> add(prefix(1, 3))).hasMessage("it sent a compressed message");
  }

  private static Buffer prefix(int flag, int length) {
    return Buffer.buffer().appendByte((byte) flag).appendInt(length);
  }
}

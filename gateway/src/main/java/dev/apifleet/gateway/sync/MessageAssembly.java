package dev.apifleet.gateway.sync;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Puts the messages of a gRPC stream together from the pieces in which they come. Each has a prefix
 * of five bytes: whether it is compressed, and its length.
 */
final class MessageAssembly {
  private static final int PREFIX_BYTES = 5;

  private final int mostBytes;
  private ByteBuffer part = ByteBuffer.allocate(PREFIX_BYTES);
  private boolean behindPrefix;

  /** Has seen nothing yet, and takes no longer messages than that. */
  MessageAssembly(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Takes the next piece.
   *
   * @param whole gets each message that ends in it
   * @throws IllegalArgumentException when a message is compressed or too long
   */
  void add(Buffer piece, Consumer<byte[]> whole) {
    ByteBuffer rest = ByteBuffer.wrap(piece.getBytes());
    while (rest.hasRemaining()) {
      int length = Math.min(rest.remaining(), part.remaining());
      part.put(rest.slice().limit(length));
      rest.position(rest.position() + length);
      while (!part.hasRemaining()) {
        next(whole);
      }
    }
  }

  private void next(Consumer<byte[]> whole) {
    ByteBuffer full = part;
    part = ByteBuffer.allocate(behindPrefix ? PREFIX_BYTES : length(full));
    behindPrefix = !behindPrefix;
    if (!behindPrefix) {
      whole.accept(full.array());
    }
  }

  private int length(ByteBuffer prefix) {
    int length = prefix.getInt(1);
    if (prefix.get(0) != 0) {
      throw new IllegalArgumentException("it sent a compressed message");
    }
    if (length < 0 || length > mostBytes) {
      throw new IllegalArgumentException(
          "it sent a message of %d bytes; the most are %d"
              .formatted(Integer.toUnsignedLong(length), mostBytes));
    }
    return length;
  }
}

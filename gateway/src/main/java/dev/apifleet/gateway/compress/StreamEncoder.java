package dev.apifleet.gateway.compress;

import dev.apifleet.gateway.filter.BodyEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Encodes a body with a coding; of a body whose length is not known each chunk goes out at once.
 */
final class StreamEncoder implements BodyEncoder {
  private final ByteBuf out = Unpooled.buffer();
  private final OutputStream coder;
  private final boolean flushing;

  StreamEncoder(Coding coding, boolean flushing) {
    this.flushing = flushing;
    try {
      coder = coding.over(new ByteBufOutputStream(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Buffer encode(Buffer chunk) {
    try {
      coder.write(chunk.getBytes());
      if (flushing) {
        coder.flush();
      }
      return taken();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Buffer finish() {
    close();
    return taken();
  }

  private Buffer taken() {
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes).clear();
    return Buffer.buffer(Unpooled.wrappedBuffer(bytes));
  }

  @Override
  public void close() {
    try {
      coder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

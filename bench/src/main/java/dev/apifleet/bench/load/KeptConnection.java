package dev.apifleet.bench.load;

import dev.apifleet.bench.steady.AnswerReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.IntConsumer;

/**
 * An HTTP/1.1 connection that costs its owner next to nothing: requests are bytes made beforehand,
 * and of an answer it reads the status and the length. One request at a time.
 */
final class KeptConnection {
  private final NetSocket socket;
  private final AnswerReader answer = new AnswerReader();
  private boolean closed;
  private IntConsumer then;

  KeptConnection(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::read);
    socket.exceptionHandler(_ -> socket.close());
    socket.closeHandler(_ -> lost());
  }

  /** Whether the other side has ended it. */
  boolean isClosed() {
    return closed;
  }

  /** Sends a request and tells the status of its answer; 0 where the connection ends before. */
  void ask(Buffer request, IntConsumer then) {
    this.then = then;
    socket.write(request);
  }

  void close() {
    socket.close();
  }

  private void lost() {
    closed = true;
    answered(0);
  }

  private void answered(int result) {
    IntConsumer asker = then;
    then = null;
    if (asker != null) {
      asker.accept(result);
    }
  }

  private void read(Buffer bytes) {
    if (answer.read(bytes.getByteBuf())) {
      answered(answer.status());
    }
  }
}

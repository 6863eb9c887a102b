package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendStream;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The client's body on its way to a backend, with back-pressure. Its first 64 KiB are kept, so that
 * a try that failed by then can be repeated.
 */
final class RequestBody {
  static final int REPLAYABLE_BYTES = 64 * 1024;

  /** Shared by all that have no body, so that those cost no buffer; nothing is added to it. */
  private static final Buffer NOTHING = Buffer.buffer(0);

  private final HttpServerRequest request;
  private final boolean present;
  private long limit;
  private final Runnable onTooLarge;
  private BackendStream target;
  private Buffer kept = NOTHING;
  private long received;
  private boolean reading;
  private boolean ended;
  private boolean refused;
  private boolean held;
  private Gathering gathering;
  private List<Consumer<Buffer>> copiers = List.of();

  RequestBody(HttpServerRequest request, long limit, Runnable onTooLarge) {
    this.request = request;
    this.limit = limit;
    this.onTooLarge = onTooLarge;
    this.present = isPresent(request);
    if (present) {
      request.pause();
    }
  }

  private static boolean isPresent(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.equals("0");
    }
    if (request.version() == HttpVersion.HTTP_2) {
      HttpMethod method = request.method();
      return method != HttpMethod.GET && method != HttpMethod.HEAD && method != HttpMethod.OPTIONS;
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  boolean isPresent() {
    return present;
  }

  /** How many bytes have come. */
  long received() {
    return received;
  }

  /** How many bytes have come, or were announced where nobody read them. */
  long size() {
    return received > 0 || !present ? received : Math.max(0, announcedLength(request));
  }

  /** Whether nothing more will come from the client. */
  boolean isComplete() {
    return !present || ended;
  }

  /** Whether the next of it has to come from the client, and nobody holds it back. */
  boolean isAwaited() {
    return reading && !ended && !held;
  }

  /** Of a request whose stream was reset HTTP/2 lets nobody change how it is read. */
  private void hold() {
    held = true;
    if (!request.isEnded()) {
      request.pause();
    }
  }

  private void letCome() {
    held = false;
    if (!request.isEnded()) {
      request.resume();
    }
  }

  /** Whether all that was read so far can be sent again. */
  boolean isReplayable() {
    return kept != null;
  }

  /** The length the client announced, or -1. */
  static long announcedLength(HttpServerRequest request) {
    return lengthIn(request.headers());
  }

  /** The length that a head announces, or -1. */
  static long lengthIn(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** From now on a longer body is refused. */
  void limit(long bytes) {
    limit = bytes;
  }

  /** Gives the whole body to somebody once it has come, if it is short enough to be kept. */
  void whenWhole(Consumer<Buffer> copier) {
    if (isComplete()) {
      giveTo(copier);
    } else {
      if (copiers.isEmpty()) {
        copiers = new ArrayList<>(1);
      }
      copiers.add(copier);
    }
  }

  private void giveTo(Consumer<Buffer> copier) {
    if (kept != null && kept.length() <= REPLAYABLE_BYTES) {
      copier.accept(kept);
    }
  }

  /** Reads all of it and keeps it; one that is longer is refused. */
  void collect(int most, Consumer<Buffer> then, Runnable onTooLong) {
    gather(new Gathering(most, then, onTooLong));
  }

  /** Reads and keeps its beginning. */
  void peek(int bytes, Consumer<Buffer> then) {
    gather(new Gathering(bytes, then, null));
  }

  /**
   * Somebody who wants to see the body before it is sent.
   *
   * @param onTooLong called in place of {@code then} for a longer body; null to take a part of it
   */
  private record Gathering(int most, Consumer<Buffer> then, Runnable onTooLong) {}

  private void gather(Gathering wanted) {
    gathering = wanted;
    if (isComplete() || received >= wanted.most() && received > 0) {
      gathered();
    } else if (reading) {
      letCome();
    } else {
      read();
    }
  }

  private void gathered() {
    Gathering done = gathering;
    gathering = null;
    if (done.onTooLong() != null && received > done.most()) {
      done.onTooLong().run();
    } else if (done.onTooLong() != null && !isComplete()) {
      gathering = done;
      letCome();
    } else {
      done.then().accept(kept);
    }
  }

  /** Sends what was read before, then the rest as it comes. */
  void sendTo(BackendStream next) {
    target = next;
    if (kept.length() > 0) {
      next.write(kept);
    }
    if (ended) {
      next.end();
    } else if (reading) {
      letCome();
    } else {
      read();
    }
  }

  private void read() {
    reading = true;
    if (request.headers().contains(Headers.EXPECT)) {
      request.response().writeContinue();
    }
    request.handler(this::chunk);
    request.endHandler(_ -> end());
    letCome();
  }

  /** Holds the body back until the next try. */
  void detach() {
    target = null;
    if (present && !ended) {
      hold();
    }
  }

  private void chunk(Buffer chunk) {
    received += chunk.length();
    if (received > limit) {
      refuse();
      return;
    }
    keep(chunk);
    if (gathering != null && received >= gathering.most()) {
      hold();
      gathered();
      return;
    }
    BackendStream to = target;
    if (to != null) {
      to.write(chunk);
      if (to.isFull()) {
        hold();
        to.onDrain(() -> resumeFor(to));
      }
    }
  }

  private void refuse() {
    if (!refused) {
      refused = true;
      target = null;
      gathering = null;
      hold();
      onTooLarge.run();
    }
  }

  private void resumeFor(BackendStream drained) {
    if (drained == target) {
      letCome();
    }
  }

  private void keep(Buffer chunk) {
    if (kept != null && (received <= REPLAYABLE_BYTES || target == null)) {
      kept = kept == NOTHING ? chunk.copy() : kept.appendBuffer(chunk);
    } else {
      kept = null;
    }
  }

  private void end() {
    ended = true;
    if (gathering != null) {
      gathered();
    } else if (target != null) {
      target.end();
    }
    copiers.forEach(this::giveTo);
  }

  /**
   * Lets go of a body that nobody reads any more.
   *
   * @return whether the connection can take the next request; else it has to be closed
   */
  boolean discard() {
    target = null;
    gathering = null;
    if (isComplete() || request.isEnded()) {
      return true;
    }
    long length = announcedLength(request);
    if (length < 0 || length > REPLAYABLE_BYTES) {
      return false;
    }
    request.handler(_ -> {});
    letCome();
    return true;
  }
}

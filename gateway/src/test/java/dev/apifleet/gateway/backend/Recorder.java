package dev.apifleet.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends a request as a test wants it, and keeps what becomes of it in words. */
final class Recorder implements StreamListener, BackendAnswer.Reader {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Consumer<BackendStream> write;
  private final Runnable onAnswer;
  private volatile BackendAnswer answer;

  Recorder(Consumer<BackendStream> write) {
    this(write, () -> {});
  }

  Recorder(Consumer<BackendStream> write, Runnable onAnswer) {
    this.write = write;
    this.onAnswer = onAnswer;
  }

  /** Waits until one has heard this, and nothing else. */
  static void ends(Recorder recorder, String... heard) throws InterruptedException {
    for (String expected : heard) {
      assertThat(recorder.next()).isEqualTo(expected);
    }
  }

  /** The next that it hears. */
  String next() throws InterruptedException {
    return heard.poll(20, TimeUnit.SECONDS);
  }

  boolean hasHeardNothing() {
    return heard.isEmpty();
  }

  BackendAnswer answer() {
    return answer;
  }

  @Override
  public void opened(BackendStream stream) {
    write.accept(stream);
  }

  @Override
  public void earlyHints(MultiMap hints) {
    heard.add("hints " + hints.get("link"));
  }

  @Override
  public void answered(BackendAnswer given) {
    answer = given;
    heard.add("status " + given.status());
    given.read(this);
    onAnswer.run();
  }

  @Override
  public void failed(Throwable cause) {
    heard.add("failed " + cause.getClass().getSimpleName());
  }

  @Override
  public void chunk(Buffer chunk) {
    heard.add("chunk " + chunk);
  }

  @Override
  public void end() {
    heard.add("end " + answer.trailers().entries());
  }

  @Override
  public void settled() {}

  @Override
  public void broken() {
    heard.add("broken");
  }
}

package dev.apifleet.gateway.accesslog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The access log of one gateway. Lanes fill blocks of lines, and one thread writes them out; where
 * it cannot keep up, lines are dropped and counted, and no request waits.
 */
public final class AccessLog {
  /** How late a line may come out. */
  public static final long FLUSH_MILLIS = 100;

  private static final int MOST_BLOCKS = 64;
  private static final long CLOSE_WITHIN_MILLIS = 1_000;

  private final OutputStream out;
  private final AtomicInteger made = new AtomicInteger();
  private final BlockingQueue<LogBlock> free = new ArrayBlockingQueue<>(MOST_BLOCKS);
  private final BlockingQueue<LogBlock> full = new ArrayBlockingQueue<>(MOST_BLOCKS + 1);
  private final LogBlock last = LogBlock.empty();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;

  /** A log that takes lines, and writes none until it is started. */
  public AccessLog(OutputStream out, MeterRegistry registry) {
    this.out = out;
    this.writer = Thread.ofPlatform().daemon().name("access-log").unstarted(this::write);
    FunctionCounter.builder("apifleet.accesslog.lines", written, LongAdder::sum)
        .description("Lines of the access log that were written")
        .register(registry);
    FunctionCounter.builder("apifleet.accesslog.dropped", dropped, LongAdder::sum)
        .description("Lines of the access log that were lost, since nobody took them in time")
        .register(registry);
  }

  public void start() {
    writer.start();
  }

  /** A way in for one more lane. */
  public LaneLog lane() {
    return new LaneLog(this);
  }

  /** An empty block, or null where there are too many. */
  LogBlock take() {
    LogBlock block = free.poll();
    if (block == null && made.get() < MOST_BLOCKS && made.getAndIncrement() < MOST_BLOCKS) {
      return new LogBlock();
    }
    return block;
  }

  /** There is a place for each block that was made. */
  void give(LogBlock block) {
    full.add(block);
  }

  void dropped(int lines) {
    dropped.add(lines);
  }

  private void write() {
    try {
      for (LogBlock block = full.take(); block != last; block = full.take()) {
        write(block);
        block.clear();
        free.add(block);
      }
      finished.complete(null);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(LogBlock block) {
    try {
      block.writeTo(out);
      out.flush();
      written.add(block.lines());
    } catch (IOException _) {
      dropped.add(block.lines());
    }
  }

  /** Ends when all that it was given is written, or when nobody takes it for a second. */
  public CompletionStage<Void> close() {
    full.offer(last);
    return finished.copy().completeOnTimeout(null, CLOSE_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
  }
}

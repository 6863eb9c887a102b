package dev.apifleet.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private static final int MANY = 100_000;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  private static void write(LaneLog lane, int number) {
    LogBlock line = lane.begin(0);
    if (line != null) {
      line.number(Field.STATUS, number);
      line.text(Field.PATH, "/a/path/that/is/as/long/as/most");
      lane.end();
    }
  }

  private double count(String what) {
    return registry.get("apifleet.accesslog." + what).functionCounter().count();
  }

  @Test
  void closesWithAllLinesInTheirOrder() {
    AccessLog log = new AccessLog(taken, registry);
    log.start();
    LaneLog lane = log.lane();
    for (int i = 0; i < 1_000; i++) {
      write(lane, i);
    }
    lane.flush();
    log.close().toCompletableFuture().join();
    assertThat(taken.toString().lines())
        .hasSize(1_000)
        .last()
        .asString()
        .contains("\"status\":999,");
    assertThat(count("lines")).isEqualTo(1_000);
    assertThat(count("dropped")).isZero();
  }

  @Test
  void linesOfManyLanesStayWhole() throws InterruptedException {
    AccessLog log = new AccessLog(taken, registry);
    log.start();
    List<Thread> lanes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lanes.add(Thread.ofPlatform().start(() -> writeMany(log.lane())));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    log.close().toCompletableFuture().join();
    assertThat(count("lines") + count("dropped")).isEqualTo(4 * MANY);
    assertThat(taken.toString().lines())
        .hasSize((int) count("lines"))
        .allMatch(line -> line.startsWith("{\"time\":\"1970-") && line.endsWith("\"}"));
  }

  private static void writeMany(LaneLog lane) {
    for (int i = 0; i < MANY; i++) {
      write(lane, i);
    }
    lane.flush();
  }

  /** Somebody who takes nothing until he is told to. */
  private final class Stuck extends OutputStream {
    private final CountDownLatch freed = new CountDownLatch(1);

    @Override
    public void write(int one) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        freed.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      taken.write(bytes, from, length);
    }
  }

  @Test
  void dropsAndCountsWhatNobodyTakes() {
    Stuck stuck = new Stuck();
    AccessLog log = new AccessLog(stuck, registry);
    log.start();
    LaneLog lane = log.lane();
    for (int i = 0; i < MANY; i++) {
      write(lane, i);
    }
    assertThat(count("dropped")).isPositive();
    lane.flush();
    stuck.freed.countDown();
    log.close().toCompletableFuture().join();
    assertThat(count("lines")).isPositive();
    assertThat(count("lines") + count("dropped")).isEqualTo(MANY);
    assertThat(taken.toString().lines()).hasSize((int) count("lines"));
  }

  @Test
  void countsWhatCannotBeWritten() {
    AccessLog log =
        new AccessLog(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("closed");
              }
            },
            registry);
    log.start();
    LaneLog lane = log.lane();
    write(lane, 1);
    lane.flush();
    log.close().toCompletableFuture().join();
    assertThat(count("dropped")).isEqualTo(1);
    assertThat(count("lines")).isZero();
  }
}

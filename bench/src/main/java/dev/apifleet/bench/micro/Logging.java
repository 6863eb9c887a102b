package dev.apifleet.bench.micro;

import dev.apifleet.gateway.accesslog.AccessLog;
import dev.apifleet.gateway.accesslog.Field;
import dev.apifleet.gateway.accesslog.LaneLog;
import dev.apifleet.gateway.accesslog.LogBlock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.util.function.Supplier;

/** Writing a request's line into the access log, which another thread empties. */
final class Logging {
  private static final long TIME = 1_772_366_400_000L;

  private Logging() {}

  static Supplier<?> line() {
    AccessLog log = new AccessLog(OutputStream.nullOutputStream(), new SimpleMeterRegistry());
    log.start();
    LaneLog lane = log.lane();
    return () -> {
      LogBlock line = lane.begin(TIME);
      if (line != null) {
        write(line);
        lane.end();
      }
      return line;
    };
  }

  private static void write(LogBlock line) {
    line.text(Field.REQUEST_ID, "0198f2b6-7c1e-7e0a-b7a5-3a1f5c2d9e10");
    line.text(Field.TRACE_ID, "4bf92f3577b34da6a3ce929d0e0e4736");
    line.text(Field.CLIENT, "10.0.0.1");
    line.text(Field.SUBJECT, "4f1d7a0e-5a2e-4a58-9b4e-5f0a3c1de7a2");
    line.text(Field.TIER, "pro");
    line.text(Field.METHOD, "GET");
    line.text(Field.HOST, "shop.example.com");
    line.text(Field.PATH, "/orders/42/lines");
    line.text(Field.PROTOCOL, "HTTP/1.1");
    line.text(Field.ROUTE, "shop/orders");
    line.text(Field.RULE, "list");
    line.number(Field.STATUS, 200);
    line.number(Field.REQUEST_BYTES, 0);
    line.number(Field.RESPONSE_BYTES, 412);
    line.number(Field.DURATION_MICROS, 1_234);
    line.number(Field.FIRST_BYTE_MICROS, 1_180);
    line.text(Field.POOL, "shop/orders");
    line.text(Field.ENDPOINT, "orders-7");
    line.number(Field.ATTEMPTS, 1);
  }
}

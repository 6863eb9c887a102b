package dev.apifleet.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.accesslog.AccessLog;
import dev.apifleet.gateway.accesslog.Field;
import dev.apifleet.gateway.accesslog.LaneLog;
import dev.apifleet.gateway.accesslog.LogBlock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** What gateways write is what is read here. */
class GatewayLogTest {
  private static final long TIME = 1_769_860_800_123L;

  private static String written() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AccessLog log = new AccessLog(out, new SimpleMeterRegistry());
    log.start();
    LaneLog lane = log.lane();
    LogBlock line = lane.begin(TIME);
    line.text(Field.CLIENT, "203.0.113.7");
    line.text(Field.SUBJECT, "ali\"ce");
    line.text(Field.ISSUER, "https://issuer.test");
    line.text(Field.TIER, "pro");
    line.text(Field.API_KEY, "0123456789ab");
    line.text(Field.METHOD, "GET");
    line.text(Field.HOST, "api.test:8080");
    line.text(Field.PATH, "/a/b");
    line.text(Field.ROUTE, "default/api");
    line.text(Field.RULE, "all");
    line.number(Field.STATUS, 429);
    line.number(Field.REQUEST_BYTES, 17);
    lane.end();
    lane.flush();
    log.close().toCompletableFuture().join();
    return out.toString();
  }

  @Test
  void readsWhatAGatewayWrites() throws BadLineException {
    LogLine line = JsonFormat.parse(written());
    assertThat(line.millis()).isEqualTo(TIME);
    assertThat(line.client()).isEqualTo("203.0.113.7");
    assertThat(line.subject()).isEqualTo("ali\"ce");
    assertThat(line.issuer()).isEqualTo("https://issuer.test");
    assertThat(line.tier()).isEqualTo("pro");
    assertThat(line.apiKey()).isEqualTo("0123456789ab");
    assertThat(line.method()).isEqualTo("GET");
    assertThat(line.host()).isEqualTo("api.test:8080");
    assertThat(line.uri()).isEqualTo("/a/b");
    assertThat(line.route()).isEqualTo("default/api");
    assertThat(line.rule()).isEqualTo("all");
    assertThat(line.status()).isEqualTo(429);
    assertThat(line.requestBytes()).isEqualTo(17);
  }
}

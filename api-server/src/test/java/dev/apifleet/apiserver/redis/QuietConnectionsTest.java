package dev.apifleet.apiserver.redis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class QuietConnectionsTest {

  @Test
  void areGivenUpBeforeTheyCloseByThemselves() throws IOException {
    Properties settings = new Properties();
    try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
      settings.load(file);
    }
    Duration unused = Duration.parse(settings.getProperty("quarkus.redis.pool-recycle-timeout"));
    Duration looks = Duration.parse(settings.getProperty("quarkus.redis.pool-cleaner-interval"));
    Duration silent = Duration.parse(settings.getProperty("quarkus.redis.tcp.read-idle-timeout"));
    assertTrue(unused.plus(looks.multipliedBy(2)).compareTo(silent) < 0, unused + " " + silent);
  }
}

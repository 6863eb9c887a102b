package dev.apifleet.bench.start;

import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.bench.race.Pinned;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** What a gateway has cost until it was ready. */
record Readiness(double seconds, double cpuSeconds, double rssMebibytes) {
  /** Of one that serves its first snapshot and is asked at once whether it is ready. */
  static Readiness of(OurGateway gateway) throws IOException {
    URI health = URI.create("http://127.0.0.1:" + gateway.management() + "/health/ready");
    HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
    if (connection.getResponseCode() != 200) {
      throw new IllegalStateException("not ready: " + connection.getResponseCode());
    }
    Pinned process = gateway.process();
    return new Readiness(
        process.age().toNanos() / 1e9, process.cpuMicros() / 1e6, process.rssMebibytes());
  }
}

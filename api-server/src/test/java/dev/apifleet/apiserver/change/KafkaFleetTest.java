package dev.apifleet.apiserver.change;

import static dev.apifleet.apiserver.change.FleetStories.assertSeen;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.change.OtherInstance.Seen;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
@WithTestResource(KafkaBroker.class)
class KafkaFleetTest {

  KafkaBroker broker;
  @Inject FleetStories fleet;
  @Inject Writer writer;

  private OtherInstance other;

  @BeforeEach
  void second() {
    fleet.awaitReady();
    other = fleet.other(bus());
  }

  @AfterEach
  void end() {
    broker.mend();
    other.close();
    fleet.awaitReady();
  }

  @Test
  void changeIsSeenOnBothInstancesWithinASecond() {
    fleet.changeIsSeenOnBothWithinASecond(other);
  }

  @Test
  void brokerAwayAndBackLosesNothing() {
    fleet.outageLosesNothing(other, broker::cut, broker::mend);
  }

  @Test
  void brokerRestartedLosesNothing() {
    fleet.outageLosesNothing(other, broker::restart, () -> {});
  }

  @Test
  void gapsAreFilledFromTheTable() {
    other.close();
    other = fleet.other(LossyBus.losing(bus(), told -> told.change().version() % 3 == 0));
    long id = writer.newId();
    try (Seen there = other.watch(id)) {
      writer.updates(id, 60);
      assertSeen(60, there);
    }
  }

  @Test
  void instancesLeaveNothingBehindAtTheBroker() throws Exception {
    fleet.changeIsSeenOnBothWithinASecond(other);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      assertEquals(List.of(), List.copyOf(admin.listGroups(new ListGroupsOptions()).all().get()));
      assertEquals(
          1,
          admin
              .describeTopics(List.of(KafkaBus.TOPIC))
              .allTopicNames()
              .get()
              .get(KafkaBus.TOPIC)
              .partitions()
              .size());
    }
  }

  @Test
  void readinessTellsOfTheBusAndStandsWithoutIt() {
    given().get("/health/ready").then().statusCode(200).body(arrive(), equalTo("at once"));
    broker.cut();
    Eventually.within(
        Duration.ofSeconds(30),
        () -> given().get("/health/ready").path(arrive()).equals("by the table"));
    given().get("/health/ready").then().statusCode(200);
  }

  @Test
  void whatFailsWithOneMessageHearsTheNext() {
    AtomicInteger heard = new AtomicInteger();
    Bus bus = bus();
    bus.subscribe(
        changes -> {
          if (heard.incrementAndGet() == 1) {
            throw new IllegalStateException("a mistake with the first message");
          }
        });
    try {
      Eventually.until(
          () -> {
            writer.update(writer.newId(), 1);
            return heard.get() > 1;
          });
    } finally {
      bus.close();
    }
  }

  private static String arrive() {
    return "checks.find { it.name == 'changes' }.data.arrive";
  }

  private Bus bus() {
    return new KafkaBus(Map.of("bootstrap.servers", broker.address()));
  }
}

package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apifleet.operator.deliver.bootstrap.FakePieceStore;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator that leads, and the one that is started when it is gone. */
class RestartTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakePieceStore kept = new FakePieceStore();
  private final FakeWorld world = new FakeWorld();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void theLastGoodFormOfARouteGoesOnServing() throws InterruptedException {
    publishAndDie();
    world.routeAt("no path"); // nobody sees it valid again
    assertThat(firstDelta()).contains("\"/shop\"").doesNotContain("no path");
  }

  @Test
  void aRouteThatIsStillValidIsServedAsItIsNow() throws InterruptedException {
    publishAndDie();
    world.routeAt("/new");
    assertThat(firstDelta()).contains("\"/new\"").doesNotContain("\"/shop\"");
  }

  @Test
  void nothingIsTranslatedBeforeWhatWasServedIsKnown() throws InterruptedException {
    publishAndDie();
    world.routeAt("no path");
    kept.answers(0);
    try (TestOperator next = new TestOperator(vertx, world, kept)) {
      next.start().lead(5);
      await().until(() -> kept.refusals() > 1); // it has tried again
      assertThat(next.leads()).isFalse();
      kept.answers(Integer.MAX_VALUE);
      assertThat(route(next)).contains("\"/shop\"");
    }
  }

  @Test
  void anEpochIsNotReachedAgainWhenTheLeaseWasDeleted() throws InterruptedException {
    publishAndDie();
    try (TestOperator next = new TestOperator(vertx, world, kept).start()) {
      next.lead(0);
      try (FakeGateway gateway = next.stream().hello("token")) {
        assertThat(gateway.next().getVersion().getEpoch()).isEqualTo(5);
      }
    }
  }

  private void publishAndDie() {
    try (TestOperator operator = new TestOperator(vertx, world, kept).start()) {
      operator.lead(4);
      await().until(() -> !kept.pieces(FakeWorld.GATEWAY.fleet()).isEmpty());
    }
  }

  private String firstDelta() throws InterruptedException {
    try (TestOperator next = new TestOperator(vertx, world, kept).start()) {
      next.lead(5);
      return route(next);
    }
  }

  /** What a gateway that starts anew is told of the route. */
  private static String route(TestOperator operator) throws InterruptedException {
    try (FakeGateway gateway = operator.stream().hello("token")) {
      SnapshotDelta delta = gateway.next();
      return delta.getUpsertsList().stream()
          .filter(each -> each.getKey().getKind().equals("ROUTE"))
          .map(Resource::getSpec)
          .findFirst()
          .orElseThrow()
          .toStringUtf8();
    }
  }
}

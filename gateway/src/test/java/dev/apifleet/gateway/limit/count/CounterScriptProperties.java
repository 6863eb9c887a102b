package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.count.Answer.Taken;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Batch.Waiting;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The script in Redis against the arithmetic in Java: the same asks at the same times. */
class CounterScriptProperties {
  private static final long HOUR = 3_600_000;
  private static final long YEAR = 365 * 24 * HOUR;
  private static final long[] WINDOWS = {10, 1_000, 1_234, 60_000, HOUR, YEAR};

  /** Redis with a clock of ours, the last argument, and without forgetting by its own clock. */
  private static final String TEST_CLOCK =
      """
      local real, now = redis, tonumber(table.remove(ARGV))
      local redis = {call = function(name, ...)
        if name == 'TIME' then
          return {math.floor(now / 1000), now % 1000 * 1000}
        elseif name ~= 'PEXPIRE' then
          return real.call(name, ...)
        end
      end}
      """;

  private static Vertx vertx;
  private static RedisLink link;
  private static RedisScript script;

  @BeforeContainer
  static void connect() {
    vertx = Vertx.vertx();
    link = new RedisLink(Redis.createClient(vertx, TestRedis.shared().uri()));
    script = new RedisScript(TEST_CLOCK + CounterScript.source());
  }

  @AfterContainer
  static void close() {
    vertx.close();
  }

  @Property(tries = 150)
  void answersAsTheLedgerDoes(@ForAll Random random) {
    Story story = new Story(random);
    Ledger ledger = new Ledger(100);
    long now = 1_800_000_000_000L;
    for (int step = 0; step < 40; step++) {
      now += story.jump();
      List<Ask> asks =
          IntStream.range(0, 1 + random.nextInt(3)).mapToObj(_ -> story.ask()).toList();
      List<Answer> expected = new ArrayList<>();
      for (Ask ask : asks) {
        expected.add(ledger.ask(ask, now));
      }
      assertThat(answers(asks, now)).as("at %d: %s", now, asks).isEqualTo(expected);
      for (int i = 0; i < asks.size(); i++) {
        story.happened(asks.get(i), expected.get(i));
      }
    }
  }

  @Example
  void aLogIsBoundedHoweverManyRequestsItAdmits() {
    Limit limit = new Limit(Algorithm.SLIDING_LOG, 1_000_000, 60_000);
    Counter counter = new Counter("test:{" + UUID.randomUUID() + "}", limit, 600, 1);
    List<Ask> asks = List.of(new Ask.Take(List.of(new Charge(counter, 1, 0, 5))));
    for (long now = 0; now < 2 * 60_000; now += 43) {
      assertThat(answers(asks, now).getFirst()).isInstanceOf(Taken.class);
    }

    assertThat(ask(Command.HLEN, counter.key())).isBetween(1_000L, 1_011L + 1);
    assertThat(ask(Command.MEMORY, "USAGE", counter.key(), "SAMPLES", "0")).isLessThan(100_000);
  }

  private static long ask(Command command, String... arguments) {
    Request request = Request.cmd(command);
    for (String argument : arguments) {
      request.arg(argument);
    }
    return link.send(request).toCompletionStage().toCompletableFuture().join().toLong();
  }

  private static List<Answer> answers(List<Ask> asks, long now) {
    Batch batch = new Batch();
    List<Future<Answer>> answers = new ArrayList<>();
    for (Ask ask : asks) {
      Promise<Answer> promise = Promise.promise();
      batch.add(new Waiting(ask, CounterStore.PATIENCE_MILLIS, promise));
      answers.add(promise.future());
    }
    script
        .run(link, request -> batch.write(request).arg(now))
        .onSuccess(response -> batch.answer(response, (_, _) -> {}))
        .onFailure(batch::fail)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return answers.stream().map(Future::result).toList();
  }

  /** What pods ask of a few keys, whose limits are changed now and then. */
  private static final class Story {
    private final Random random;
    private final long window;
    private final List<Counter> counters = new ArrayList<>();
    private final List<Ask.Settle> grants = new ArrayList<>();

    Story(Random random) {
      this.random = random;
      this.window = WINDOWS[random.nextInt(WINDOWS.length)];
      String tag = "test:{" + UUID.randomUUID() + "}";
      for (int i = 0; i < 3; i++) {
        counters.add(counter(tag + i, window));
      }
    }

    private Counter counter(String key, long window) {
      Algorithm algorithm = Algorithm.values()[random.nextInt(Algorithm.values().length)];
      long requests = random.nextInt(8) == 0 ? 1_000_000_000L : random.nextInt(40);
      long capacity = random.nextBoolean() ? Math.max(1, requests) : 1 + random.nextInt(60);
      long delay = random.nextInt(3) == 0 ? random.nextLong(window) : 0;
      long lease = random.nextBoolean() ? window / 100 : 0;
      Limit limit = new Limit(algorithm, requests, window, capacity, delay);
      return new Counter(key, limit, lease, 1 + random.nextInt(30));
    }

    long jump() {
      return switch (random.nextInt(12)) {
        case 0 -> random.nextLong(2 * HOUR) - HOUR;
        case 1 -> random.nextLong(3 * window);
        case 2, 3, 4 -> 0;
        default -> random.nextLong(1 + window / 5);
      };
    }

    Ask ask() {
      int changed = random.nextInt(counters.size());
      if (random.nextInt(10) == 0) {
        long wanted = random.nextBoolean() ? window : WINDOWS[random.nextInt(WINDOWS.length)];
        counters.set(changed, counter(counters.get(changed).key(), wanted));
      }
      return switch (random.nextInt(13)) {
        case 0 -> new Ask.Look(charges());
        case 1 -> new Ask.Settle(counters.get(changed), random.nextInt(6), 0);
        case 2 -> new Ask.Reset(counters.get(changed));
        case 5 -> new Ask.Settle(counters.get(changed), -random.nextInt(9), Ask.Settle.LATEST);
        case 3, 4 -> grants.isEmpty() ? new Ask.Look(charges()) : givenBack();
        default -> new Ask.Take(charges());
      };
    }

    private List<Charge> charges() {
      return counters.subList(random.nextInt(2), 2 + random.nextInt(2)).stream()
          .map(counter -> new Charge(counter, random.nextInt(4), random.nextInt(4), ahead()))
          .toList();
    }

    private long ahead() {
      return random.nextBoolean() ? 0 : random.nextInt(50);
    }

    private Ask givenBack() {
      Ask.Settle grant = grants.get(random.nextInt(grants.size()));
      return new Ask.Settle(grant.counter(), -random.nextLong(grant.units() + 1), grant.stamp());
    }

    void happened(Ask ask, Answer answer) {
      if (ask instanceof Ask.Take(List<Charge> charges) && answer instanceof Taken(var taken)) {
        for (int i = 0; i < charges.size(); i++) {
          Counter counter = charges.get(i).counter();
          grants.add(new Ask.Settle(counter, taken.get(i).units(), taken.get(i).stamp()));
        }
      }
    }
  }
}

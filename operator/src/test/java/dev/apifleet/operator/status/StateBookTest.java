package dev.apifleet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.GatewayId;
import dev.apifleet.operator.deliver.PodAck;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateBookTest {
  private static final List<String> FLEETS = List.of("default/edge", "default/inner");

  private final SnapshotBook snapshots = new SnapshotBook();
  private final AckBook acks = new AckBook();
  private final Set<ObjectRef> changed = new TreeSet<>();
  private final StateBook book = new StateBook(snapshots, acks, new Changed());

  private final class Changed implements StateBook.Listener {
    @Override
    public void changed(ObjectState before, ObjectState after) {
      changed.add(after.object());
    }

    @Override
    public void gone(ObjectRef object) {
      changed.add(object);
    }

    @Override
    public void told() {
      // nothing waits
    }
  }

  /** Whatever happens, in whatever order: what is kept is what is true. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsReusedIsAsIfWorkedOutAnew(long seed) {
    Story story = new Story(new Random(seed));
    for (int step = 0; step < 250; step++) {
      story.next();
      Map<ObjectRef, ObjectState> before = known(story.translation);
      changed.clear();
      book.round(story.translation, story.pods);
      Map<ObjectRef, ObjectState> fresh =
          new States(Fleets.at(snapshots.all(), story.pods, acks)).of(story.translation);
      assertThat(known(story.translation)).isEqualTo(fresh);
      fresh.forEach(
          (object, state) ->
              assertThat(changed.contains(object))
                  .as("%s is told of when it changes, and only then", object)
                  .isEqualTo(!state.equals(before.get(object))));
    }
  }

  private Map<ObjectRef, ObjectState> known(Translation translation) {
    Map<ObjectRef, ObjectState> known = new HashMap<>();
    translation
        .generations()
        .forEach(
            (object, generation) ->
                book.of(object, generation).ifPresent(state -> known.put(object, state)));
    return known;
  }

  @Test
  void aRoundCostsWhatChangedAndNotWhatThereIs() {
    Many many = new Many(11_000, 15);
    many.publish();
    many.pods.forEach(pod -> many.ack(pod));
    assertThat(book.worked()).isGreaterThan(11_000);

    many.change(7);
    assertThat(worked(many::publish)).as("the object and its fleet").isEqualTo(2);
    for (GatewayPod pod : many.pods) {
      assertThat(worked(() -> many.ack(pod))).as("the object and its fleet").isEqualTo(2);
    }
    assertThat(worked(() -> book.round(many.translation, many.pods))).isZero();
    assertThat(book.of(Many.route(7), 1).orElseThrow().gateways()).isEqualTo("15/15");
  }

  private long worked(Runnable round) {
    long before = book.worked();
    round.run();
    return book.worked() - before;
  }

  /** One fleet with many routes. */
  private final class Many {
    private static final String FLEET = "default/edge";
    private final TreeMap<ObjectRef, List<Finding>> findings = new TreeMap<>();
    private final Map<ObjectRef, Long> generations = new HashMap<>();
    private final List<GatewayPod> pods;
    private Snapshot snapshot;
    private Translation translation;
    private Published latest;

    Many(int routes, int gateways) {
      pods =
          IntStream.range(0, gateways)
              .mapToObj(i -> new GatewayPod(FLEET, "pod-" + i, true))
              .toList();
      List<Resource> resources = new ArrayList<>();
      resources.add(new FleetSettings(FLEET, List.of(), gateways));
      found(new ObjectRef("GatewayFleet", "default", "edge"));
      for (int i = 0; i < routes; i++) {
        found(route(i));
        resources.add(
            new RouteConfig(route(i).qualifiedName(), 0, List.of("a.example"), List.of()));
      }
      snapshot = Snapshot.of(resources);
      translation = new Translation(new TreeMap<>(), findings, generations);
    }

    private void found(ObjectRef object) {
      findings.put(object, List.of(new Finding(object, "Accepted", true, "Accepted", "ok")));
      generations.put(object, 1L);
    }

    static ObjectRef route(int i) {
      return new ObjectRef("ApiRoute", "default", "route-" + i);
    }

    void change(int i) {
      snapshot =
          snapshot.with(
              new RouteConfig(route(i).qualifiedName(), 0, List.of("b.example"), List.of()));
    }

    void publish() {
      latest = snapshots.publish(FLEET, snapshot, 1).orElseThrow();
      book.round(translation, pods);
    }

    void ack(GatewayPod pod) {
      acks.acked(new GatewayId(FLEET, pod.name()), new PodAck(latest, Map.of()));
      book.round(translation, pods);
    }
  }

  /** What happens to two fleets with a few objects. */
  private final class Story {
    private final Random random;
    private final Map<String, Map<String, Integer>> forms = new TreeMap<>();
    private final Map<String, Integer> generations = new TreeMap<>();
    private final Set<String> invalid = new TreeSet<>();
    private final List<Published> publications = new ArrayList<>();
    private List<GatewayPod> pods = List.of();
    private Translation translation = new Translation(new TreeMap<>(), new TreeMap<>(), Map.of());

    Story(Random random) {
      this.random = random;
    }

    void next() {
      switch (random.nextInt(10)) {
        case 0 -> podsChange();
        case 1 -> objectChanges();
        case 2 -> found();
        case 3, 4 -> publish(true);
        case 5 -> hello();
        default -> ack();
      }
    }

    private String fleet() {
      return FLEETS.get(random.nextInt(FLEETS.size()));
    }

    private void podsChange() {
      List<GatewayPod> some = new ArrayList<>();
      for (String fleet : FLEETS) {
        for (int i = 0; i < 3; i++) {
          if (random.nextInt(4) > 0) {
            some.add(new GatewayPod(fleet, "pod-" + i, random.nextInt(3) > 0));
          }
        }
      }
      pods = some;
    }

    /** It may also move to another fleet, or go. */
    private void objectChanges() {
      String name = "default/o" + random.nextInt(4);
      String fleet = fleet();
      Map<String, Integer> of = forms.computeIfAbsent(fleet, _ -> new TreeMap<>());
      if (random.nextInt(3) == 0) {
        of.remove(name);
      } else {
        of.put(name, random.nextInt(3));
      }
      if (random.nextInt(8) == 0) {
        generations.remove(name);
      } else {
        generations.merge(name, 1, Integer::sum);
      }
      publish(random.nextBoolean());
    }

    private void found() {
      String name = "default/o" + random.nextInt(4);
      if (!invalid.remove(name)) {
        invalid.add(name);
      }
      translate();
    }

    private void publish(boolean translated) {
      if (translated) {
        translate();
      }
      Set<String> fleets = random.nextInt(12) == 0 ? Set.of(FLEETS.getFirst()) : Set.copyOf(FLEETS);
      fleets.forEach(
          fleet -> snapshots.publish(fleet, snapshot(fleet), 1).ifPresent(publications::add));
      snapshots.retain(fleets);
    }

    private Snapshot snapshot(String fleet) {
      List<Resource> resources = new ArrayList<>();
      resources.add(new FleetSettings(fleet, List.of(), random.nextInt(2) + 1));
      forms
          .getOrDefault(fleet, Map.of())
          .forEach(
              (name, form) -> {
                resources.add(new RouteConfig(name, 0, List.of("h" + form), List.of()));
                resources.add(new PoolConfig(name, null, null, "s" + form % 2));
                resources.add(
                    new EndpointsConfig(
                        name, List.of(new EndpointConfig("e", "10.0.0." + form, 80))));
              });
      return Snapshot.of(resources);
    }

    private void translate() {
      TreeMap<ObjectRef, List<Finding>> findings = new TreeMap<>();
      Map<ObjectRef, Long> all = new HashMap<>();
      FLEETS.forEach(fleet -> add(States.object("GatewayFleet", fleet), 1, findings, all));
      generations.forEach(
          (name, generation) -> {
            add(States.object("ApiRoute", name), generation, findings, all);
            add(States.object("BackendPool", name), generation, findings, all);
          });
      translation = new Translation(new TreeMap<>(), findings, all);
    }

    private void add(
        ObjectRef object,
        int generation,
        Map<ObjectRef, List<Finding>> findings,
        Map<ObjectRef, Long> all) {
      boolean valid = !invalid.contains(object.qualifiedName());
      findings.put(object, List.of(new Finding(object, "Accepted", valid, "R", "m")));
      all.put(object, (long) generation);
    }

    private void hello() {
      acks.hello(new GatewayId(fleet(), "pod-" + random.nextInt(3)), Optional.empty());
    }

    /** Of any publication so far, late ones among them, with or without a rejection. */
    private void ack() {
      if (publications.isEmpty()) {
        return;
      }
      Published published = publications.get(random.nextInt(publications.size()));
      List<ResourceKey> keys = List.copyOf(published.snapshot().resources().keySet());
      Map<ResourceKey, String> rejected =
          random.nextInt(3) == 0 ? Map.of(keys.get(random.nextInt(keys.size())), "no") : Map.of();
      acks.acked(
          new GatewayId(fleet(), "pod-" + random.nextInt(3)), new PodAck(published, rejected));
    }
  }

  @Test
  void aRoundThatThrowsLosesNothing() {
    Many many = new Many(3, 1);
    many.publish();
    many.pods.forEach(many::ack);
    Map<ObjectRef, Long> generations = new HashMap<>(many.generations);
    IntStream.range(0, 3).forEach(i -> generations.put(Many.route(i), 2L));
    TreeMap<ObjectRef, List<Finding>> findings = new TreeMap<>(many.findings);
    findings.put(Many.route(1), null); // what no translation is to say
    Translation broken = new Translation(new TreeMap<>(), findings, generations);
    changed.clear();
    assertThatThrownBy(() -> book.round(broken, many.pods))
        .isInstanceOf(NullPointerException.class);
    assertThat(changed).as("the others").containsExactly(Many.route(0), Many.route(2));

    findings.put(Many.route(1), many.findings.get(Many.route(1)));
    book.round(new Translation(new TreeMap<>(), findings, generations), many.pods);
    assertThat(changed).contains(Many.route(1));
    assertThat(book.of(Many.route(1), 2)).isPresent();
  }

  @Test
  void anObjectThatIsGoneIsForgotten() {
    Many many = new Many(1, 1);
    many.publish();
    changed.clear();
    ObjectRef fleet = new ObjectRef("GatewayFleet", "default", "edge");
    book.round(
        new Translation(
            new TreeMap<>(),
            new TreeMap<>(Map.of(fleet, many.findings.get(fleet))),
            Map.of(fleet, 1L)),
        many.pods);
    assertThat(book.of(Many.route(0), 1)).isEmpty();
    assertThat(changed).containsExactly(Many.route(0));
  }
}

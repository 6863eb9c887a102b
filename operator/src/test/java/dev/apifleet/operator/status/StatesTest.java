package dev.apifleet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.deliver.AckBook;
import dev.apifleet.operator.deliver.GatewayId;
import dev.apifleet.operator.deliver.PodAck;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import dev.apifleet.translator.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stories of one fleet; the fleet's own settings stand for any resource. */
class StatesTest {
  private static final String NAME = "default/edge";
  private static final String OTHER = "default/inner";
  private static final ObjectRef FLEET = new ObjectRef("GatewayFleet", "default", "edge");
  private static final ObjectRef POOL = new ObjectRef("BackendPool", "default", "api");
  private static final ObjectRef ROUTE = new ObjectRef("ApiRoute", "default", "shop");

  private final SnapshotBook snapshots = new SnapshotBook();
  private final AckBook acks = new AckBook();
  private final List<GatewayPod> pods = new ArrayList<>();

  @Test
  void isProgrammedWhenEveryReadyPodServesIt() {
    pods("a", "b");
    Published latest = publish(new FleetSettings(NAME, List.of(), 2));
    acked("a", latest);
    assertThat(programmed(FLEET))
        .isEqualTo("False/Pending: 1 of 2 gateways serve generation 7; waiting for b");
    acked("b", latest);
    assertThat(programmed(FLEET)).isEqualTo("True/Programmed: 2 of 2 gateways serve generation 7");
    assertThat(state(FLEET).gateways()).isEqualTo("2/2");
  }

  @Test
  void aPodThatIsNotReadyDoesNotCount() {
    pods("a");
    pods.add(new GatewayPod(NAME, "starting", false));
    acked("a", publish(new FleetSettings(NAME, List.of(), 2)));
    assertThat(state(FLEET).gateways()).isEqualTo("1/1");
  }

  @Test
  void aChangeOfOtherResourcesLeavesItProgrammed() {
    pods("a");
    FleetSettings settings = new FleetSettings(NAME, List.of(), 1);
    acked("a", publish(settings));
    publish(settings, endpoints("10.0.0.1"));
    assertThat(programmed(FLEET)).startsWith("True/Programmed");
    assertThat(state(FLEET).fleet().orElseThrow().gateways()).isEqualTo("0/1");
  }

  @Test
  void aChangeOfItsOwnIsPendingAgain() {
    pods("a");
    acked("a", publish(new FleetSettings(NAME, List.of(), 1)));
    publish(new FleetSettings(NAME, List.of(), 2));
    assertThat(programmed(FLEET)).startsWith("False/Pending: 0 of 1");
  }

  @Test
  void aRejectionNamesPodAndReason() {
    pods("a", "b");
    Published latest = publish(new FleetSettings(NAME, List.of(), 1));
    acked("a", latest);
    ResourceKey key = new ResourceKey(Kind.FLEET, NAME);
    acks.acked(id("b"), new PodAck(latest, Map.of(key, "unknown field")));
    assertThat(programmed(FLEET))
        .isEqualTo("False/Rejected: rejected by b: FLEET:default/edge: unknown field");
    assertThat(state(FLEET).gateways()).isEqualTo("1/2");
    assertThat(state(FLEET).fleet().orElseThrow().pods().getLast().rejected())
        .containsExactly("FLEET:default/edge: unknown field");
  }

  @Test
  void withoutGatewaysNothingIsProgrammed() {
    publish(new FleetSettings(NAME, List.of(), 1));
    assertThat(programmed(FLEET)).startsWith("False/NoGateways: no gateway of its fleet is ready");
  }

  @Test
  void whatNoFleetHasIsNotProgrammed() {
    pods("a");
    assertThat(programmed(ROUTE)).startsWith("False/NoGateways: no GatewayFleet serves it");
  }

  @Test
  void anInvalidObjectSaysWhetherALastGoodFormServes() {
    pods("a");
    acked("a", publish(new FleetSettings(NAME, List.of(), 1)));
    Finding refused = new Finding(FLEET, "Accepted", false, "Invalid", "bad");
    ObjectState state = state(FLEET, refused);
    assertThat(programmed(state))
        .isEqualTo(
            "False/Invalid: not accepted; its last good form goes on serving on 1 of 1 gateways");
    assertThat(state.gateways()).isEqualTo("0/1");
    assertThat(programmed(state(ROUTE, new Finding(ROUTE, "Accepted", false, "Invalid", "bad"))))
        .isEqualTo("False/Invalid: not accepted, and there is no last good form to serve");
  }

  @Test
  void aPoolCountsItsEndpoints() {
    publish(endpoints("10.0.0.1", "10.0.0.2"));
    assertThat(state(POOL).endpoints()).contains(2);
  }

  @Test
  void aPoolIsProgrammedOnlyWithItsEndpoints() {
    pods("a", "b");
    PoolConfig pool = new PoolConfig(POOL.qualifiedName(), null, null, "s");
    Published first = publish(pool, endpoints("10.0.0.1"));
    acked("a", first);
    acked("b", first);
    assertThat(programmed(POOL)).startsWith("True/Programmed: 2 of 2");
    Published second = publish(pool, endpoints("10.0.0.2"));
    acked("a", second);
    assertThat(programmed(POOL)).endsWith("1 of 2 gateways serve generation 7; waiting for b");
    ResourceKey key = new ResourceKey(Kind.ENDPOINTS, POOL.qualifiedName());
    acks.acked(id("b"), new PodAck(second, Map.of(key, "no address")));
    assertThat(programmed(POOL))
        .isEqualTo("False/Rejected: rejected by b: ENDPOINTS:default/api: no address");
  }

  @Test
  void endpointsAloneAreNoPool() {
    pods("a");
    acked("a", publish(endpoints("10.0.0.1")));
    assertThat(programmed(POOL)).startsWith("False/NoGateways");
  }

  @Test
  void anObjectCountsInEveryFleetThatHasIt() {
    pods("a");
    pods.add(new GatewayPod(OTHER, "x", true));
    PoolConfig pool = new PoolConfig(POOL.qualifiedName(), null, null, "s");
    acked("a", publish(pool));
    Published other = snapshots.publish(OTHER, Snapshot.of(List.of(pool)), 0).orElseThrow();
    assertThat(programmed(POOL)).endsWith("1 of 2 gateways serve generation 7; waiting for x");
    acks.acked(new GatewayId(OTHER, "x"), new PodAck(other, Map.of()));
    assertThat(programmed(POOL)).startsWith("True/Programmed: 2 of 2");
    snapshots.retain(List.of(OTHER));
    assertThat(programmed(POOL)).startsWith("True/Programmed: 1 of 1");
    snapshots.retain(List.of());
    assertThat(programmed(POOL)).startsWith("False/NoGateways: no GatewayFleet serves it");
  }

  @Test
  void anObjectThatMovesCountsWhereItIsToBeServed() {
    pods("a");
    pods.add(new GatewayPod(OTHER, "x", true));
    RouteConfig route = new RouteConfig(ROUTE.qualifiedName(), 0, List.of(), List.of());
    acked("a", publish(route));
    publish(new FleetSettings(NAME, List.of(), 1));
    snapshots.publish(OTHER, Snapshot.of(List.of(route)), 0);
    assertThat(programmed(ROUTE)).endsWith("0 of 1 gateways serve generation 7; waiting for x");
  }

  @Test
  void aPodThatComesBackWithSomethingElseIsNotBelievedAnyMore() {
    pods("a");
    Published first = publish(new FleetSettings(NAME, List.of(), 1));
    acked("a", first);
    Published second = publish(new FleetSettings(NAME, List.of(), 2));
    acked("a", second);
    acks.hello(id("a"), Optional.of(first.version()));
    assertThat(programmed(FLEET)).startsWith("False/Pending: 0 of 1");
    acked("a", second);
    acks.hello(id("a"), Optional.of(second.version()));
    assertThat(programmed(FLEET)).startsWith("True/Programmed");
    acks.hello(id("a"), Optional.empty());
    assertThat(programmed(FLEET)).startsWith("False/Pending: 0 of 1");
  }

  @Test
  void aRejectionOfAnEarlierFormIsNoneOfThisOne() {
    pods("a");
    Published first = publish(new FleetSettings(NAME, List.of(), 1));
    acks.acked(
        id("a"), new PodAck(first, Map.of(new ResourceKey(Kind.FLEET, NAME), "unknown field")));
    publish(new FleetSettings(NAME, List.of(), 2));
    assertThat(programmed(FLEET)).startsWith("False/Pending");
  }

  @Test
  void manyPodsThatRejectForOneReasonAreNamedTogether() {
    pods("a", "b", "c", "d");
    Published latest = publish(new FleetSettings(NAME, List.of(), 1));
    ResourceKey key = new ResourceKey(Kind.FLEET, NAME);
    pods.forEach(
        pod -> acks.acked(id(pod.name()), new PodAck(latest, Map.of(key, "x".repeat(2000)))));
    assertThat(programmed(FLEET))
        .startsWith("False/Rejected: rejected by a, b, c and 1 more: FLEET:default/edge: xxx")
        .hasSizeLessThan(400);
  }

  @Test
  void itIsSettledButWhileGatewaysAreAboutToAnswer() {
    pods("a", "b");
    Published latest = publish(new FleetSettings(NAME, List.of(), 1));
    assertThat(state(FLEET).settled()).isFalse();
    ResourceKey key = new ResourceKey(Kind.FLEET, NAME);
    acks.acked(id("b"), new PodAck(latest, Map.of(key, "no")));
    assertThat(state(FLEET).settled()).isTrue();
    acked("a", latest);
    acked("b", latest);
    assertThat(state(FLEET).settled()).isTrue();
  }

  @Test
  void manyWaitingPodsAreNamedInShort() {
    pods("a", "b", "c", "d", "e");
    publish(new FleetSettings(NAME, List.of(), 1));
    assertThat(programmed(FLEET)).endsWith("waiting for a, b, c and 2 more");
  }

  private void pods(String... names) {
    List.of(names).forEach(name -> pods.add(new GatewayPod(NAME, name, true)));
  }

  private static EndpointsConfig endpoints(String... addresses) {
    return new EndpointsConfig(
        POOL.qualifiedName(),
        List.of(addresses).stream().map(each -> new EndpointConfig(each, each, 80)).toList());
  }

  private Published publish(Resource... resources) {
    return snapshots.publish(NAME, Snapshot.of(List.of(resources)), 0).orElseThrow();
  }

  private void acked(String pod, Published published) {
    acks.acked(id(pod), new PodAck(published, Map.of()));
  }

  private static GatewayId id(String pod) {
    return new GatewayId(NAME, pod);
  }

  private ObjectState state(ObjectRef object, Finding... findings) {
    TreeMap<ObjectRef, List<Finding>> all = new TreeMap<>(Map.of(object, List.of(findings)));
    Translation translation = new Translation(new TreeMap<>(), all, Map.of(object, 7L));
    return new States(Fleets.at(snapshots.all(), pods, acks)).of(translation).get(object);
  }

  private String programmed(ObjectRef object) {
    return programmed(state(object));
  }

  private static String programmed(ObjectState state) {
    Finding found = state.conditions().getLast();
    assertThat(found.type()).isEqualTo("Programmed");
    return (found.status() ? "True/" : "False/") + found.reason() + ": " + found.message();
  }
}

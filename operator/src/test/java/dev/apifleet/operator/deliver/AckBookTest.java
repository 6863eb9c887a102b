package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AckBookTest {
  private static final GatewayId POD = new GatewayId("default/edge", "edge-1");
  private static final Version SERVED = new Version(1, 2, "abc");

  private final AckBook book = new AckBook();

  AckBookTest() {
    book.acked(POD, new PodAck(new Published(SERVED, Snapshot.empty()), Map.of()));
  }

  @Test
  void aPodThatDialsAgainWithTheSameContentIsStillBelieved() {
    book.hello(POD, Optional.of(new Version(1, 1, "abc")));
    assertThat(book.of(POD)).isPresent();
  }

  @Test
  void aPodThatComesBackEmptyHasToAckAnew() {
    book.hello(POD, Optional.empty());
    assertThat(book.of(POD)).isEmpty();
  }

  @Test
  void aPodThatComesBackWithSomethingElseHasToAckAnew() {
    book.hello(POD, Optional.of(new Version(1, 1, "old")));
    assertThat(book.of(POD)).isEmpty();
  }

  @Test
  void aPodThatIsGoneIsForgotten() {
    book.retain(Set.of(new GatewayId("default/edge", "edge-2")));
    assertThat(book.of(POD)).isEmpty();
  }

  @Test
  void whatAPodServesIsUnderstoodOnceItIsKnown() {
    book.heard(POD, "later", Map.of(), _ -> Optional.empty());
    assertThat(book.of(POD)).isEmpty();
    Published later = new Published(new Version(-1, 7, "later"), Snapshot.empty());
    book.published(POD.fleet(), later);
    assertThat(book.of(POD).map(PodAck::published)).contains(later);
  }

  @Test
  void onlyWhatAPodDidNotRejectBeforeIsNew() {
    ResourceKey shop = new ResourceKey(Kind.ROUTE, "default/shop");
    ResourceKey bank = new ResourceKey(Kind.ROUTE, "default/bank");
    assertThat(hears(Map.of(shop, "too new"))).containsOnlyKeys(shop);
    assertThat(hears(Map.of(shop, "too new"))).isEmpty();
    assertThat(hears(Map.of(shop, "too new", bank, "odd"))).containsOnlyKeys(bank);
    assertThat(hears(Map.of())).isEmpty();
    assertThat(hears(Map.of(shop, "too new"))).containsOnlyKeys(shop);
  }

  private Map<ResourceKey, String> hears(Map<ResourceKey, String> rejected) {
    return book.heard(POD, "abc", rejected, _ -> Optional.empty());
  }

  @Test
  void theSameContentIsServedByTheNewLeadersVersionToo() {
    ResourceKey rejected = new ResourceKey(Kind.ROUTE, "default/shop");
    book.heard(POD, "abc", Map.of(rejected, "too new"), _ -> Optional.empty());
    Published again = new Published(new Version(2, 1, "abc"), Snapshot.empty());
    book.published("default/other", again);
    assertThat(book.of(POD)).isEmpty();
    book.published(POD.fleet(), again);
    PodAck ack = book.of(POD).orElseThrow();
    assertThat(ack.published().version().label()).isEqualTo("2.1");
    assertThat(ack.rejected()).containsOnlyKeys(rejected);
  }
}

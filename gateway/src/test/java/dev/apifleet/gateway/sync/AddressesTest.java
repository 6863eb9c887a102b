package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void areOfOneFamilySinceAnOperatorMayHaveOneOfEach() {
    InetAddress four = address("10.0.0.1");
    InetAddress six = address("fd00::1");
    InetAddress otherSix = address("fd00::2");
    assertThat(Addresses.chosen(List.of(four, six, otherSix), Set.of())).containsExactly(four);
    assertThat(Addresses.chosen(List.of(six, four, otherSix), Set.of()))
        .containsExactlyInAnyOrder(six, otherSix);
  }

  @Test
  void areNotMoreThanAFleetCouldWant() {
    List<InetAddress> many =
        IntStream.rangeClosed(1, 100).mapToObj(i -> address("10.0.0." + i)).toList();
    Set<InetAddress> chosen = Addresses.chosen(many, Set.of());
    assertThat(chosen).hasSize(Addresses.MOST).isSubsetOf(many);
    assertThat(Addresses.chosen(many.reversed(), chosen)).as("in another order").isEqualTo(chosen);
  }
}

package dev.apifleet.apiserver.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Whether what an identity was believed for is still so: asked again and again by what outlives the
 * request, such as a stream. Who made the identity knows how to ask, and leaves it in an attribute.
 */
public record Standing(Supplier<Uni<? extends Boolean>> question) {

  public static final String ATTRIBUTE = "apifleet.standing";

  /** Of who is nobody. */
  public static final Standing FOREVER = new Standing(() -> Uni.createFrom().item(true));

  public static Standing of(SecurityIdentity identity) {
    Standing standing = identity.getAttribute(ATTRIBUTE);
    return standing == null ? FOREVER : standing;
  }

  /** Where nobody can answer, what was believed is believed on: so it is with requests, too. */
  public Uni<Boolean> holds() {
    return Uni.createFrom().<Boolean>deferred(question).onFailure().recoverWithItem(true);
  }

  Standing and(Supplier<Boolean> more) {
    return new Standing(() -> holds().map(held -> held && more.get()));
  }
}

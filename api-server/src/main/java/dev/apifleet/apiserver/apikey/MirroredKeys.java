package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.identity.mirror.Mirrored;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** API keys as the watch over Redis' memory has them written, and the demo's kept out. */
@ApplicationScoped
public class MirroredKeys implements Mirrored {

  private final ApiKeyMirror mirror;
  private final OrphanedKeys orphans;
  private final DemoKey demoKey;
  private volatile boolean demoKeyKeptOut;

  MirroredKeys(ApiKeyMirror mirror, OrphanedKeys orphans, DemoKey demoKey) {
    this.mirror = mirror;
    this.orphans = orphans;
    this.demoKey = demoKey;
  }

  @Override
  public String name() {
    return "api-keys";
  }

  @Override
  public Uni<Void> writeAll() {
    return keepOut().chain(orphans::remove).chain(mirror::writeEverything);
  }

  /** At each start, too: Redis may have been filled by an earlier demo. */
  @Override
  public Uni<Void> writeMissed() {
    return (demoKeyKeptOut ? Uni.createFrom().voidItem() : keepOut()).chain(mirror::writeDue);
  }

  private Uni<Void> keepOut() {
    return demoKey.keepOut().invoke(() -> demoKeyKeptOut = true);
  }
}

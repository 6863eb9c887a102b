package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.identity.mirror.Repeat;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * The background task by which Redis comes to know what it missed: rows that changed while it was
 * away or whose writer died, and all rows after it was emptied or restarted.
 */
@ApplicationScoped
public class MirrorUpkeep {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ApiKeyMirror mirror;
  private final MirrorMark mark;
  private final DemoKey demoKey;
  private final Vertx vertx;
  private volatile boolean demoKeyKeptOut;
  private Repeat rounds;

  MirrorUpkeep(ApiKeyMirror mirror, MirrorMark mark, DemoKey demoKey, Vertx vertx) {
    this.mirror = mirror;
    this.mark = mark;
    this.demoKey = demoKey;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    rounds = Repeat.every(PAUSE, vertx, this::round);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.close();
  }

  private Uni<Void> round() {
    return keptOut().chain(mirror::writeDue).chain(mark::read).chain(this::fill);
  }

  private Uni<Void> keptOut() {
    return demoKeyKeptOut
        ? Uni.createFrom().voidItem()
        : demoKey.keepOut().invoke(() -> demoKeyKeptOut = true);
  }

  private Uni<Void> fill(MirrorMark.State state) {
    if (state.isFull()) {
      return Uni.createFrom().voidItem();
    }
    return demoKey.keepOut().chain(mirror::writeEverything).chain(() -> mark.write(state.run()));
  }
}

package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.background.Repeat;
import dev.apifleet.apiserver.hash.Sha256;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The keys of this instance's tokens. Their files are read again every other second: what changed
 * serves at once, and where something in them is wrong the last good keys go on.
 */
@ApplicationScoped
public class Keys {

  private static final Logger LOG = Logger.getLogger(Keys.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Optional<KeyFolder> folder;
  private final Vertx vertx;
  private volatile KeySet current;
  private volatile boolean fallingBack;
  private Repeat watch;

  /** A digest of what was read last, or what was wrong with it. */
  private String last = "";

  Keys(ApiServerConfig config, Vertx vertx) {
    this.folder = config.token().signingKeyFile().map(Path::toAbsolutePath).map(KeyFolder::new);
    this.vertx = vertx;
  }

  /** A bad key file ends the start, and not the first login. */
  void start(@Observes StartupEvent event) throws GeneralSecurityException {
    if (folder.isEmpty()) {
      LOG.warn("JWT_SIGNING_KEY_FILE is not set: tokens are signed by a key that dies with us");
      current = KeySet.of(SigningKey.generate(), List.of());
      return;
    }
    try {
      load(folder.get());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
      throw new IllegalStateException(
          "JWT_SIGNING_KEY_FILE=" + folder.get().signingFile() + ": " + reason(failure), failure);
    }
    watch = Repeat.every(PAUSE, vertx, this::look);
  }

  void stop(@Observes ShutdownEvent event) {
    if (watch != null) {
      watch.close();
    }
  }

  KeySet current() {
    return current;
  }

  /** Whether the files are wrong now, and the last good keys serve on. */
  boolean isFallingBack() {
    return fallingBack;
  }

  private Uni<Void> look() {
    return Uni.createFrom()
        .voidItem()
        .invoke(this::reload)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private void reload() {
    try {
      load(folder.orElseThrow());
      fallingBack = false;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
      fallingBack = true;
      if (!reason(failure).equals(last)) {
        last = reason(failure);
        LOG.warnf("The key files are not taken, the last good keys serve on: %s", last);
      }
    }
  }

  private void load(KeyFolder keys) throws IOException, GeneralSecurityException {
    var files = keys.read();
    String digest = Sha256.of(files.toString());
    if (digest.equals(last)) {
      return;
    }
    KeySet read = keys.parse(files);
    last = digest;
    current = read;
    LOG.infof(
        "Tokens are signed by key %s; %d keys verify",
        read.signing().id(), read.verifying().size());
  }

  private static String reason(Exception failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}

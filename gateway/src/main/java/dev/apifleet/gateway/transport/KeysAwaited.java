package dev.apifleet.gateway.transport;

import dev.apifleet.snapshot.FileRef;

/** Key material that a snapshot refers to, and that is not mounted yet. */
final class KeysAwaited extends RuntimeException {
  private KeysAwaited(String message) {
    super(message);
  }

  static KeysAwaited missing(FileRef ref) {
    return new KeysAwaited(
        "waits for what Secret "
            + ref.name()
            + " holds: it is not mounted yet, which takes up to two minutes");
  }

  static KeysAwaited outdated(FileRef ref) {
    return new KeysAwaited(
        "waits for what Secret "
            + ref.name()
            + " holds now: an older form is mounted, which takes up to two minutes to change");
  }
}

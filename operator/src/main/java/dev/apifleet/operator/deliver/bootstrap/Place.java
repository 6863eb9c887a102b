package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.snapshot.bootstrap.Chunk;
import java.util.Optional;

/**
 * One place as it was found.
 *
 * @param resourceVersion another one after each write, whoever writes
 * @param taken whether anything lies there
 * @param piece what lies there, where it belongs to this very fleet and is sound
 */
public record Place(String resourceVersion, boolean taken, Optional<Chunk> piece) {
  /** One of which only what is sound counts. */
  public Place {
    piece = piece.filter(Chunk::isSound);
  }
}

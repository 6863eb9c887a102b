package dev.apifleet.bench.race;

import java.nio.file.Path;

/**
 * Where a race takes place.
 *
 * @param backend port of the backend, on 127.0.0.1
 * @param redis port of Redis, on 127.0.0.1; 0 where the task needs none
 * @param issuer who signs the tokens; null where the task needs none
 * @param folder for configurations and logs of one who races
 */
public record Course(Task task, int backend, int redis, Issuer issuer, Path folder) {
  Course in(Path own) {
    return new Course(task, backend, redis, issuer, own);
  }
}

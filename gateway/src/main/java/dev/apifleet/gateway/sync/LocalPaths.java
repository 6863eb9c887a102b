package dev.apifleet.gateway.sync;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a gateway finds snapshots on its own machine.
 *
 * @param lastGood folder in which it keeps what it served last
 * @param bootstrap folder with the folders of the pieces that the operator left, by their number
 * @param patience how long a leader is waited for before one of these is used
 */
public record LocalPaths(Path lastGood, Path bootstrap, Duration patience) {}

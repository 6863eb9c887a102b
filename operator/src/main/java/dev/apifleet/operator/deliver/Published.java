package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;

/** A snapshot that gateways are to serve, and its version. */
public record Published(Version version, Snapshot snapshot) {}

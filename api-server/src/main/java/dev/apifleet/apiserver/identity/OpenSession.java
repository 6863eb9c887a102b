package dev.apifleet.apiserver.identity;

import java.time.Instant;

/** A session as its owner sees it; {@code current} is the one that asks. */
public record OpenSession(
    String id, SessionKind kind, Instant openedAt, Instant usedAt, boolean current) {}

package dev.apifleet.operator.status;

import dev.apifleet.snapshot.ResourceKey;

/** A gateway pod's word that it cannot serve a resource, and why. */
public record Rejection(String pod, ResourceKey resource, String reason) {}

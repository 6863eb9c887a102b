package dev.apifleet.operator.world;

/**
 * A gateway pod that exists and is not terminating.
 *
 * @param fleet {@code namespace/name} of its GatewayFleet
 */
public record GatewayPod(String fleet, String name, boolean ready) {}

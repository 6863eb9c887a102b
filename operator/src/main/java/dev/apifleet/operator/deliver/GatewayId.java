package dev.apifleet.operator.deliver;

/**
 * Which gateway pod, as its token proves.
 *
 * @param fleet {@code namespace/name} of its GatewayFleet
 */
public record GatewayId(String fleet, String pod) {}

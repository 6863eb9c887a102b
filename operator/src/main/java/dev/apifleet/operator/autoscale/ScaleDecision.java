package dev.apifleet.operator.autoscale;

/**
 * How many replicas a pool should have now, and why.
 *
 * @param replicas the number there is already, when nothing is to change
 * @param cause what the number comes from
 * @param why one sentence for people
 * @param memory what the next decision has to be given
 */
public record ScaleDecision(
    int replicas, ScaleMode mode, Size.Cause cause, String why, ScaleMemory memory) {}

package dev.apifleet.operator.status;

import dev.apifleet.translator.Finding;
import java.util.Optional;

/**
 * The autoscaler's part of a pool's status; null where unknown.
 *
 * @param replicas of the scale target
 * @param desiredReplicas what the operator wants now
 * @param selector label selector of the target's pods, as text
 * @param condition the Scaling condition, empty where nothing is to be scaled
 */
public record ScaleStatus(
    Integer replicas, Integer desiredReplicas, String selector, Optional<Finding> condition) {}

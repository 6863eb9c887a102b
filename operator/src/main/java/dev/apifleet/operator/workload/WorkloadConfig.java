package dev.apifleet.operator.workload;

/**
 * What the workload of every fleet has in common.
 *
 * @param image of the gateway
 * @param pullPolicy when nodes pull that image
 * @param operatorNamespace where the operator answers
 * @param caPem certificate of the operator's authority
 */
public record WorkloadConfig(
    String image, String pullPolicy, String operatorNamespace, String caPem) {}

package dev.apifleet.operator.workload;

import java.util.List;

/**
 * What the workload of every fleet has in common.
 *
 * @param image of the gateway
 * @param pullPolicy when nodes pull that image
 * @param pullSecrets with which nodes pull it; they must exist in the namespace of the fleet
 * @param operatorNamespace where the operator answers
 * @param caPem certificates of the authorities that vouch for the operator
 */
public record WorkloadConfig(
    String image,
    String pullPolicy,
    List<String> pullSecrets,
    String operatorNamespace,
    String caPem) {
  public WorkloadConfig {
    pullSecrets = List.copyOf(pullSecrets);
  }
}

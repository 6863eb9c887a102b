package dev.apifleet.api.v1alpha1;

/** How the gateways are reached. */
public enum ServiceType {
  /** From within the cluster. */
  ClusterIP,
  /** On a port of every node. */
  NodePort,
  /** By a load balancer of the cloud. */
  LoadBalancer
}

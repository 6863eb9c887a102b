package dev.apifleet.api.v1alpha1;

/** Which namespaces may attach routes. */
public enum RouteNamespaces {
  /** Only that of the fleet. */
  Same,
  /** Every namespace; only for a fleet in the namespace of the operator. */
  All
}

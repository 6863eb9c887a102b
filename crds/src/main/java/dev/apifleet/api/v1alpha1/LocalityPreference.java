package dev.apifleet.api.v1alpha1;

/** Which endpoints are preferred. */
public enum LocalityPreference {
  /** All alike. */
  None,
  /** Those in the zone of the gateway. */
  Zone,
  /** Those in its region. */
  Region
}

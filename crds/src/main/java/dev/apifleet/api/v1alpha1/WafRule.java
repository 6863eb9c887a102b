package dev.apifleet.api.v1alpha1;

/** A group of patterns of attack. */
public enum WafRule {
  /** SQL in paths, parameters, headers and short bodies. */
  SqlInjection,
  /** Scripts in them. */
  CrossSiteScripting,
  /** Ways out of a folder. */
  PathTraversal,
  /** Commands of a shell. */
  CommandInjection,
  /** Header injection, and lookups such as those of Log4Shell. */
  ProtocolAttack,
  /** Tools that look for weaknesses, by their name. */
  Scanner
}

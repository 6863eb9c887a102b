package dev.apifleet.api.v1alpha1;

/** How a path is changed. */
public enum PathModifierType {
  /** The whole path is replaced. */
  ReplaceFullPath,
  /** The prefix that matched is replaced. */
  ReplacePrefixMatch,
  /** What an expression matches is replaced. */
  ReplaceRegex
}

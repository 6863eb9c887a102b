package dev.apifleet.apiserver.database;

/** The event that a unit of work of this instance was committed. */
public record Committed() {}

package dev.apifleet.apiserver.database;

/**
 * The event that the database is not what it was: emptied, or restored from a backup. What is kept
 * of it elsewhere is of a past that never was, and ids may be given a second time.
 */
public record TurnedBack() {}

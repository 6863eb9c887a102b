package dev.apifleet.bench;

import java.util.List;

/**
 * What a scenario found.
 *
 * @param about what was measured and how to read it
 */
public record Report(String about, List<Table> tables) {}

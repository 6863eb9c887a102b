package dev.apifleet.apiserver.contract;

/**
 * What was found of one operation of the API.
 *
 * @param complaint empty where there is none
 */
record Verdict(String operation, String complaint) {}

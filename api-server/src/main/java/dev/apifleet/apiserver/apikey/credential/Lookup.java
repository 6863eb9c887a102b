package dev.apifleet.apiserver.apikey.credential;

/** What is known of a credential. */
sealed interface Lookup {

  record Found(StoredCredential credential) implements Lookup {}

  record Unknown() implements Lookup {}

  /** Nobody who could tell can be reached. */
  record Away() implements Lookup {}
}

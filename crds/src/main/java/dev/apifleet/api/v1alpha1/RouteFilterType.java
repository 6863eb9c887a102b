package dev.apifleet.api.v1alpha1;

/** What a filter of a rule does. */
public enum RouteFilterType {
  /** Edits the headers that the backend gets. */
  RequestHeaderModifier,
  /** Edits the headers that the client gets. */
  ResponseHeaderModifier,
  /** Asks the backend for another host or path. */
  URLRewrite,
  /** Sends the client to another address. */
  RequestRedirect,
  /** Answers without a backend. */
  DirectResponse,
  /** Sends a copy of the request to another pool and ignores its answer. */
  RequestMirror,
  /** Lets scripts of other origins use the rule. */
  CORS,
  /** Compresses answers for clients that accept it. */
  Compression,
  /** Limits a client whose requests fail, such as logins with a wrong password. */
  FailureLimit,
  /** Refuses requests that look like an attack. */
  WAF,
  /** Limits the depth and cost of GraphQL operations. */
  GraphQL
}

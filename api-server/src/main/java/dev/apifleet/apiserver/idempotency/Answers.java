package dev.apifleet.apiserver.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.util.Map;

/** Answers as HTTP responses: the first one and its repetitions have the same bytes. */
@ApplicationScoped
class Answers {

  /** Says that a response is that of an earlier request. */
  static final String REPLAYED = "Idempotent-Replayed";

  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final ObjectMapper mapper;

  Answers(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  Fingerprint fingerprint(Attempt attempt) {
    return Fingerprint.of(attempt, json(attempt.body()));
  }

  Response first(Answer answer) {
    return response(answer.status(), answer.headers(), json(answer.body())).build();
  }

  Response again(StoredAnswer stored) {
    return response(stored.status, headers(stored.headers), stored.body)
        .header(REPLAYED, true)
        .build();
  }

  /** Null stays null, which is no body. */
  String json(Object value) {
    try {
      return value == null ? null : mapper.writeValueAsString(value);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Map<String, String> headers(String json) {
    try {
      return mapper.readValue(json, HEADERS);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static ResponseBuilder response(int status, Map<String, String> headers, String body) {
    ResponseBuilder response = Response.status(status);
    headers.forEach((name, value) -> put(response, name, value));
    return body == null ? response : response.type(MediaType.APPLICATION_JSON_TYPE).entity(body);
  }

  /** The address of what was made becomes a whole one, by the framework. */
  private static void put(ResponseBuilder response, String name, String value) {
    if (name.equals(HttpHeaders.LOCATION)) {
      response.location(URI.create(value));
    } else {
      response.header(name, value);
    }
  }
}

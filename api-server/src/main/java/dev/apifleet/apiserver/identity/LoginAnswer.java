package dev.apifleet.apiserver.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * What a login or a refresh gives: the bearer, and how to renew it.
 *
 * @param token what to send as {@code Authorization: Bearer}
 * @param expiresIn seconds
 * @param refreshToken serves once; absent while sessions are away
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoginAnswer(
    String token, String tokenType, long expiresIn, String refreshToken, User user) {

  static LoginAnswer of(String token, Duration life, String refreshToken, User user) {
    return new LoginAnswer(token, "Bearer", life.toSeconds(), refreshToken, user);
  }

  /** Keeps the secrets out of logs. */
  @Override
  public String toString() {
    return "LoginAnswer[" + user.email() + "]";
  }
}

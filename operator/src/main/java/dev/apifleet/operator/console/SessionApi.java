package dev.apifleet.operator.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Trades a Kubernetes token for a session cookie, and ends sessions. */
@Path("/console/api/session")
public class SessionApi {
  private static final int LARGEST_BODY = 16 * 1024;

  /** Browsers keep cookies of 4096 bytes, name and attributes included. */
  private static final int LARGEST_COOKIE = 3900;

  private final Sessions sessions;
  private final SignIn signIn;
  private final ObjectMapper json;

  SessionApi(Sessions sessions, SignIn signIn, ObjectMapper json) {
    this.sessions = sessions;
    this.signIn = signIn;
    this.json = json;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response open(InputStream body, @Context HttpServerRequest request) throws IOException {
    String token = token(bounded(body));
    signIn.check(token, request.remoteAddress().hostAddress());
    NewCookie cookie = sessions.cookie(token, request);
    if (cookie.getValue().length() > LARGEST_COOKIE) {
      throw Problem.badRequest(
          "token: too long for a session cookie; send it as Authorization: Bearer instead.");
    }
    return Response.noContent().cookie(cookie).build();
  }

  @DELETE
  public Response close(@Context HttpServerRequest request) {
    return Response.noContent().cookie(sessions.cleared(request)).build();
  }

  private static byte[] bounded(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw Problem.tooLarge(LARGEST_BODY);
    }
    return bytes;
  }

  private String token(byte[] body) {
    try {
      String token = json.readTree(body).path("token").asText("").strip();
      if (!token.isEmpty()) {
        return token;
      }
    } catch (IOException unreadable) {
      // Answered like a missing token, without repeating any of what was sent.
    }
    throw Problem.badRequest("token: none found; send {\"token\": \"<a Kubernetes token>\"}.");
  }
}

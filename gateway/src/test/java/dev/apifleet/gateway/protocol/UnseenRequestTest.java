package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backend of HTTP/2 says which requests it has done nothing with. */
class UnseenRequestTest {
  private static final int LAST_POSSIBLE = 0x7fff_ffff;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;

  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  /** What becomes of a POST whose first try befalls this, and whose second is answered. */
  private HttpResponse<String> post(Consumer<HttpServerRequest> first) {
    backend.behaviour =
        request -> {
          if (backend.requests.get() == 1) {
            first.accept(request);
          } else {
            request.body().onSuccess(body -> request.response().end(body));
          }
        };
    fleet.serve(
        Http2Pools.pool(POOL), Resources.endpoints(POOL, backend), Resources.route("/", POOL));
    return fleet.send(fleet.request("/").POST(BodyPublishers.ofString("order")).build());
  }

  private void expectRepeated(HttpResponse<String> answer) {
    assertThat(answer.body()).isEqualTo("order");
    assertThat(backend.requests).hasValue(2);
  }

  @Test
  void aStreamThatWasRefusedIsRepeated() {
    expectRepeated(post(request -> request.response().reset(REFUSED_STREAM)));
  }

  @Test
  void aStreamBehindTheLastOneThatABackendTakesIsRepeated() {
    expectRepeated(post(request -> request.connection().goAway(0, 0)));
  }

  @Test
  void alsoWhereTheBackendSaidBeforeThatItWillLeave() {
    expectRepeated(
        post(
            request -> {
              request.connection().goAway(0, LAST_POSSIBLE);
              request.connection().goAway(0, 0);
            }));
  }

  @Test
  void aStreamThatABackendGaveUpIsNot() {
    HttpResponse<String> answer = post(request -> request.response().reset(CANCEL));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(backend.requests).hasValue(1);
  }

  @Test
  void aConnectionThatBreaksSaysNothingOfWhatWasSeen() {
    HttpResponse<String> answer = post(request -> request.connection().close());
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(backend.requests).hasValue(1);
  }
}

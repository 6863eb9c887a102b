package dev.apifleet.gateway.backend;

import static dev.apifleet.gateway.backend.RawServer.NO_CONTENT;
import static dev.apifleet.gateway.backend.Recorder.ends;
import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.apifleet.gateway.backend.RawServer.Peer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http1PoolsTest {
  private final TestLane lane = new TestLane(1);

  Http1PoolsTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    lane.close();
  }

  @Test
  void aConnectionServesOneRequestAfterAnother() throws Exception {
    Recorder first = lane.get();
    Peer peer = lane.server.accept();
    assertThat(peer.readHead()).isEqualTo("GET /a?b=c HTTP/1.1\r\nhost: api\r\n\r\n");
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    ends(first, "status 200", "chunk hello", "end []");
    Recorder second = lane.get();
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nx: y\r\n\r\n");
    ends(second, "status 200", "chunk hi", "end [x=y]");
  }

  @Test
  void noConnectionIsKeptToAnEndpointThatIsGone() throws Exception {
    Recorder first = lane.get();
    Peer idle = lane.server.accept();
    idle.readHead();
    idle.write(NO_CONTENT);
    ends(first, "status 204", "end []");
    lane.forgetEndpoint();
    assertThat(idle.isClosedByPeer()).isTrue();
  }

  @Test
  void aRequestThatIsUnderWayToSuchAnEndpointIsFinished() throws Exception {
    Recorder first = lane.get();
    Peer busy = lane.server.accept();
    busy.readHead();
    lane.forgetEndpoint();
    busy.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    ends(first, "status 200", "chunk hello", "end []");
    assertThat(busy.isClosedByPeer()).isTrue();
  }

  @Test
  void bodiesOfUnknownLengthAreSentInChunks() throws Exception {
    Recorder recorder =
        lane.ask(
            HttpMethod.POST,
            "/",
            stream -> {
              stream.sendHead();
              stream.write(Buffer.buffer("some bytes"));
              stream.write(Buffer.buffer());
              stream.end();
            });
    Peer peer = lane.server.accept();
    assertThat(peer.readTo("0\r\n\r\n"))
        .isEqualTo(
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\na\r\nsome bytes\r\n0\r\n\r\n");
    peer.write(NO_CONTENT);
    ends(recorder, "status 204", "end []");
  }

  @Test
  void whatComesBeforeAnAnswerIsNotTakenForIt() throws Exception {
    Recorder recorder = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n");
    peer.write("HTTP/1.1 199 Whatever\r\n\r\n" + NO_CONTENT);
    ends(recorder, "hints <a>", "status 204", "end []");
  }

  @Test
  void anAnswerToHeadHasNoBodyWhateverItSays() throws Exception {
    Recorder head = lane.ask(HttpMethod.HEAD, "/", TestLane.PLAIN);
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    ends(head, "status 200", "end []");
    Recorder next = lane.get();
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(next, "status 204", "end []");
  }

  @Test
  void aSecondAnswerThatNobodyAskedForIsGivenToNobody() throws Exception {
    Recorder first = lane.get();
    Recorder waits = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write(NO_CONTENT + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
    ends(first, "status 204", "end []");
    assertThat(peer.isClosedByPeer()).isTrue();
    Peer other = lane.server.accept();
    other.readHead();
    other.write(NO_CONTENT);
    ends(waits, "status 204", "end []");
  }

  @Test
  void aConnectionThatIsToBeClosedIsNotUsedAgain() throws Exception {
    for (String answer :
        new String[] {
          "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
          "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
        }) {
      Recorder recorder = lane.get();
      Peer peer = lane.server.accept();
      peer.readHead();
      peer.write(answer);
      assertThat(recorder.next()).startsWith("status");
      ends(recorder, "end []");
      assertThat(peer.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aBodyMayEndWithItsConnection() throws Exception {
    Recorder recorder = lane.get();
    try (Peer peer = lane.server.accept()) {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\n\r\nall");
    }
    ends(recorder, "status 200", "chunk all", "end []");
  }

  @Test
  void halfAnAnswerIsToldFromAWholeOne() throws Exception {
    Recorder recorder = lane.get();
    try (Peer peer = lane.server.accept()) {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    }
    ends(recorder, "status 200", "chunk hel", "broken");
    Recorder silent = lane.get();
    try (Peer peer = lane.server.accept()) {
      peer.readHead();
    }
    ends(silent, "failed HttpClosedException");
  }

  @Test
  void nonsenseFailsTheRequestAndClosesTheConnection() throws Exception {
    Recorder recorder = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx");
    assertThat(recorder.next()).startsWith("failed");
    assertThat(peer.isClosedByPeer()).isTrue();
    assertThat(recorder.hasHeardNothing()).isTrue();
  }

  @Test
  void anAnswerBeforeTheEndOfTheRequestCostsTheConnection() throws Exception {
    Recorder recorder =
        lane.ask(
            HttpMethod.POST,
            "/",
            stream -> {
              stream.headers().add("content-length", "100");
              stream.write(Buffer.buffer("a part"));
            });
    Peer peer = lane.server.accept();
    peer.readTo("a part");
    peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    ends(recorder, "status 413", "end []");
    assertThat(peer.isClosedByPeer()).isTrue();
  }

  @Test
  void thoseWhoFindNoConnectionWaitAndNoMoreThanMay() throws Exception {
    Recorder first = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    Recorder second = lane.get();
    ends(lane.get(), "failed ConnectionPoolTooBusyException");
    peer.write(NO_CONTENT);
    ends(first, "status 204", "end []");
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(second, "status 204", "end []");
  }

  @Test
  void aConnectionThatWasClosedWhileItWaitedIsNotUsed() throws Exception {
    Recorder first = lane.get();
    try (Peer peer = lane.server.accept()) {
      peer.readHead();
      peer.write(NO_CONTENT);
      ends(first, "status 204", "end []");
    }
    eventually(Duration.ofSeconds(20), () -> !lane.opened.peek().isActive());
    for (int i = 0; i < 2; i++) {
      Recorder next = lane.get();
      try (Peer peer = lane.server.accept()) {
        peer.readHead();
        peer.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        ends(next, "status 204", "end []");
      }
    }
  }

  @Test
  void nobodyIsLeftWaitingForAnEndpointThatIsGone() throws Exception {
    lane.server.close();
    Recorder first = lane.get();
    Recorder second = lane.get();
    assertThat(first.next()).startsWith("failed");
    assertThat(second.next()).startsWith("failed");
  }

  @Test
  void aRequestThatIsGivenUpTakesItsConnectionWithItOnceSent() throws Exception {
    Recorder unsent = lane.ask(HttpMethod.GET, "/", BackendStream::reset);
    Peer peer = lane.server.accept();
    AtomicReference<BackendStream> stream = new AtomicReference<>();
    Recorder sent = lane.ask(HttpMethod.GET, "/", TestLane.PLAIN.andThen(stream::set));
    peer.readHead();
    lane.run(() -> stream.get().reset());
    assertThat(peer.isClosedByPeer()).isTrue();
    assertThat(unsent.hasHeardNothing()).isTrue();
    assertThat(sent.hasHeardNothing()).isTrue();
  }

  @Test
  void aLateResetDoesNotHarmTheNextRequest() throws Exception {
    Recorder first = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(first, "status 204", "end []");
    Recorder second = lane.get();
    peer.readHead();
    lane.run(() -> first.answer().reset());
    peer.write(NO_CONTENT);
    ends(second, "status 204", "end []");
  }

  @Test
  void whoPausesHearsNothingUntilResumed() throws Exception {
    Recorder recorder = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    ends(recorder, "status 200");
    lane.run(() -> recorder.answer().pause());
    peer.write("0123456789");
    lane.run(() -> assertThat(recorder.hasHeardNothing()).isTrue());
    lane.run(() -> recorder.answer().resume());
    ends(recorder, "chunk 0123456789", "end []");
    Recorder next = lane.get();
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(next, "status 204", "end []");
  }

  @Test
  void aTargetThatWouldEndTheLineIsNotWritten() throws Exception {
    AtomicReference<Throwable> refused = new AtomicReference<>();
    lane.ask(
        HttpMethod.GET,
        "/ HTTP/1.1\r\nevil: yes",
        stream -> {
          refused.set(catchThrowable(stream::end));
          stream.reset();
        });
    Peer peer = lane.server.accept();
    Recorder next = lane.get();
    assertThat(peer.readHead()).startsWith("GET /a?b=c ");
    peer.write(NO_CONTENT);
    ends(next, "status 204", "end []");
    assertThat(refused.get()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aConnectionThatIsTooOldIsClosed() throws Exception {
    Recorder recorder = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=3\r\n\r\n");
    ends(recorder, "status 204", "end []");
    lane.run(() -> lane.nanos.addAndGet(3_000_000_000L));
    assertThat(peer.isClosedByPeer()).isTrue();
  }
}

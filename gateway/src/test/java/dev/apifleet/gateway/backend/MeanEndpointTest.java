package dev.apifleet.gateway.backend;

import static dev.apifleet.gateway.backend.RawServer.NO_CONTENT;
import static dev.apifleet.gateway.backend.Recorder.ends;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.backend.RawServer.Peer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeanEndpointTest {
  private static final int WAITING = 5_000;
  private final TestLane lane = new TestLane(WAITING);

  MeanEndpointTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    lane.close();
  }

  /** One that waits with the body after this head; what follows is read as one. */
  private Recorder paused(Peer peer, String head) throws Exception {
    Recorder recorder = lane.get();
    peer.readHead();
    peer.write(head);
    assertThat(recorder.next()).startsWith("status");
    lane.run(() -> recorder.answer().pause());
    return recorder;
  }

  private Peer connected() throws Exception {
    Recorder first = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(first, "status 204", "end []");
    return peer;
  }

  private void servesTheNext(Recorder next) throws Exception {
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(next, "status 204", "end []");
  }

  @Test
  void whatCameBeforeTheConnectionWasClosedIsGivenToOneThatPaused() throws Exception {
    Recorder whole;
    try (Peer peer = connected()) {
      whole = paused(peer, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
      peer.write("all");
    }
    lane.closed();
    lane.run(() -> whole.answer().resume());
    ends(whole, "chunk all", "end []");
    servesTheNext(lane.get());
  }

  @Test
  void halfABodyIsGivenToOneThatPausedBeforeItIsCalledBroken() throws Exception {
    Recorder half;
    try (Peer peer = connected()) {
      half = paused(peer, "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n");
      peer.write("half");
    }
    lane.closed();
    lane.run(() -> half.answer().resume());
    ends(half, "chunk half", "broken");
  }

  @Test
  void aSecondAnswerDoesNotReplaceTheFirstOfOneThatPaused() throws Exception {
    Peer peer = connected();
    AtomicReference<Recorder> asked = new AtomicReference<>();
    Recorder recorder = new Recorder(TestLane.PLAIN, () -> asked.get().answer().pause());
    asked.set(recorder);
    lane.run(() -> lane.open(HttpMethod.GET, "/", recorder));
    peer.readHead();
    peer.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nreal"
            + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
    ends(recorder, "status 200");
    assertThat(peer.isClosedByPeer()).isTrue();
    lane.run(() -> recorder.answer().resume());
    ends(recorder, "chunk real", "end []");
    assertThat(recorder.hasHeardNothing()).isTrue();
    servesTheNext(lane.get());
  }

  @Test
  void aBodyThatIsLongerThanWasSaidDoesNotHarmTheNextRequest() throws Exception {
    Recorder first = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello world");
    ends(first, "status 200", "chunk hello", "end []");
    assertThat(peer.isClosedByPeer()).isTrue();
    servesTheNext(lane.get());
  }

  @Test
  void anyNumberOfThoseThatWaitMayBeGivenUp() throws Exception {
    Recorder first = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    lane.run(
        () -> {
          for (int i = 0; i < WAITING - 1; i++) {
            lane.open(HttpMethod.GET, "/", new Recorder(BackendStream::reset));
          }
        });
    Recorder last = lane.get();
    peer.write(NO_CONTENT);
    ends(first, "status 204", "end []");
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(last, "status 204", "end []");
  }

  @Test
  void aConnectionThatIsBeingClosedIsNotUsed() throws Exception {
    connected();
    Recorder next = new Recorder(TestLane.PLAIN);
    lane.run(
        () -> {
          lane.opened.peek().close();
          lane.open(HttpMethod.GET, "/", next);
        });
    servesTheNext(next);
  }

  @Test
  void whoWritesIsNotInterruptedByAFailure() throws Exception {
    Peer peer = connected();
    AtomicReference<Recorder> asked = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Recorder recorder =
        new Recorder(
            stream -> {
              stream.sendHead();
              stream.write(Buffer.buffer("part"));
              interrupted.set(!asked.get().hasHeardNothing());
            });
    asked.set(recorder);
    lane.run(
        () -> {
          peer.reset();
          lane.open(HttpMethod.POST, "/", recorder);
        });
    assertThat(recorder.next()).startsWith("failed");
    assertThat(interrupted.get()).isFalse();
    servesTheNext(lane.get());
    assertThat(recorder.hasHeardNothing()).isTrue();
  }

  @Test
  void whoFailsToTakeAnAnswerHearsThatItIsBroken() throws Exception {
    Recorder recorder =
        new Recorder(
            TestLane.PLAIN,
            () -> {
              throw new IllegalStateException("cannot take it");
            });
    lane.run(() -> lane.open(HttpMethod.GET, "/", recorder));
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    ends(recorder, "status 200", "broken");
    servesTheNext(lane.get());
  }

  @Test
  void aKeptConnectionThatIsClosedWithoutAWordIsToldFromAFailure() throws Exception {
    Recorder stale;
    try (Peer peer = connected()) {
      stale = lane.get();
      peer.readHead();
    }
    ends(stale, "failed StaleConnectionException");
    Recorder hinted;
    try (Peer peer = connected()) {
      hinted = lane.get();
      peer.readHead();
      peer.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
    }
    ends(hinted, "hints </a>", "failed HttpClosedException");
  }

  @Test
  void forTheRestOfAnAnswerThatNobodyReadsNoConnectionIsKept() throws Exception {
    lane.run(() -> lane.open(HttpMethod.GET, "/", new Uninterested()));
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\n\r\n");
    assertThat(peer.isClosedByPeer()).isTrue();
    servesTheNext(lane.get());
  }

  @Test
  void aConnectionThatWillBeKeptForNoTimeIsNotUsedAgain() throws Exception {
    Recorder first = lane.get();
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write("HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=0\r\n\r\n");
    ends(first, "status 204", "end []");
    servesTheNext(lane.get());
  }

  @Test
  void behindABodyThatNobodyReadsNoOtherRequestIsSent() throws Exception {
    int much = 32 * 1024 * 1024;
    Recorder first =
        lane.ask(
            HttpMethod.PUT,
            "/",
            stream -> {
              stream.headers().add("content-length", "" + much);
              stream.write(Buffer.buffer(new byte[much]));
              stream.end();
            });
    Peer peer = lane.server.accept();
    peer.readHead();
    peer.write(NO_CONTENT);
    ends(first, "status 204", "end []");
    servesTheNext(lane.get());
  }

  /** Sends a request and lets its answer go. */
  private record Uninterested() implements StreamListener {
    @Override
    public void opened(BackendStream stream) {
      stream.end();
    }

    @Override
    public void earlyHints(MultiMap hints) {}

    @Override
    public void answered(BackendAnswer answer) {}

    @Override
    public void failed(Throwable cause) {}
  }
}

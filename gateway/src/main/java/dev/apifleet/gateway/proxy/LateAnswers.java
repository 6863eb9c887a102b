package dev.apifleet.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpConnection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets answers in that come behind a backend's GOAWAY. Vert.x 4.5 drops their heads, so that each
 * backend which ends in good order would lose what it was still finishing. That it may not be asked
 * again is settled before; what Vert.x remembers besides is forgotten here.
 */
final class LateAnswers extends Http2ConnectionAdapter {
  private static final VarHandle REMEMBERED = remembered();

  private final HttpConnection connection;

  LateAnswers(HttpConnection connection) {
    this.connection = connection;
  }

  private static VarHandle remembered() {
    try {
      Class<?> base = Class.forName("io.vertx.core.http.impl.Http2ConnectionBase");
      return MethodHandles.privateLookupIn(base, MethodHandles.lookup())
          .findVarHandle(base, "goAwayStatus", GoAway.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Vert.x remembers a GOAWAY elsewhere", e);
    }
  }

  @Override
  public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
    REMEMBERED.setVolatile(connection, null);
  }
}

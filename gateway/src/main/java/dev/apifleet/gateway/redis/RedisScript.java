package dev.apifleet.gateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * A Lua script. Called by its hash, and sent whole where Redis does not know it: at first, and
 * after a flush, a restart or a failover.
 */
public final class RedisScript {
  private final String source;
  private final String sha1;

  public RedisScript(String source) {
    this.source = source;
    this.sha1 = sha1(source);
  }

  /** The script in a class path resource beside a class. */
  public static RedisScript beside(Class<?> type, String name) {
    return new RedisScript(text(type, name));
  }

  /** A class path resource beside a class. */
  public static String text(Class<?> type, String name) {
    try (InputStream in = type.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the script; {@code arguments} appends ARGV to the request. */
  public Future<Response> run(RedisLink link, String key, UnaryOperator<Request> arguments) {
    return run(link, request -> arguments.apply(request.arg(1).arg(key)));
  }

  /** Runs the script; the number of keys, the keys and ARGV are appended to the request. */
  public Future<Response> run(RedisLink link, UnaryOperator<Request> keysAndArguments) {
    return link.send(keysAndArguments.apply(Request.cmd(Command.EVALSHA).arg(sha1)))
        .recover(
            failure ->
                unknownScript(failure)
                    ? link.send(keysAndArguments.apply(Request.cmd(Command.EVAL).arg(source)))
                    : Future.failedFuture(failure));
  }

  private static boolean unknownScript(Throwable failure) {
    return failure instanceof ErrorType error && error.is("NOSCRIPT");
  }

  private static String sha1(String source) {
    try {
      byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.apifleet.apiserver.cache;

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
import java.util.List;
import java.util.function.Function;

/** A Lua script, called by its hash, and sent whole where Redis does not know it. */
final class Script {

  private final String source;
  private final String sha1;

  private Script(String source) {
    this.source = source;
    this.sha1 = sha1(source);
  }

  /** The file of this name beside the package's classes. */
  static Script named(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
      return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Future<Response> run(
      Function<Request, Future<Response>> send, List<String> keys, List<String> arguments) {
    return send.apply(request(Command.EVALSHA, sha1, keys, arguments))
        .recover(
            failure ->
                failure instanceof ErrorType error && error.is("NOSCRIPT")
                    ? send.apply(request(Command.EVAL, source, keys, arguments))
                    : Future.failedFuture(failure));
  }

  private static Request request(
      Command command, String script, List<String> keys, List<String> arguments) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(request::arg);
    return request;
  }

  private static String sha1(String source) {
    try {
      byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

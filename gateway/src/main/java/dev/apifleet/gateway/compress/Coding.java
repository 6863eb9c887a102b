package dev.apifleet.gateway.compress;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdOutputStream;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A content coding, at the level that an event loop can afford, in memory that many streams can.
 */
enum Coding {
  GZIP("gzip") {
    @Override
    OutputStream over(OutputStream sink) throws IOException {
      return new GZIPOutputStream(sink, BUFFER, true);
    }

    @Override
    boolean isAvailable() {
      return true;
    }
  },
  BR("br") {
    @Override
    OutputStream over(OutputStream sink) throws IOException {
      return new BrotliOutputStream(
          sink, new Encoder.Parameters().setQuality(4).setWindow(WINDOW_BITS), BUFFER);
    }

    @Override
    boolean isAvailable() {
      return Brotli4jLoader.isAvailable();
    }
  },
  ZSTD("zstd") {
    @Override
    OutputStream over(OutputStream sink) throws IOException {
      return new ZstdOutputStream(sink, 3).setWindowLog(WINDOW_BITS);
    }

    @Override
    boolean isAvailable() {
      return zstdIsLoaded();
    }
  };

  private static final int BUFFER = 8 * 1024;

  /** 256 KiB. */
  private static final int WINDOW_BITS = 18;

  private final String token;

  Coding(String token) {
    this.token = token;
  }

  /** As in {@code Content-Encoding}. */
  String token() {
    return token;
  }

  static Coding of(String token) {
    for (Coding coding : values()) {
      if (coding.token.equals(token)) {
        return coding;
      }
    }
    throw new IllegalArgumentException("the content coding " + token + " is not known");
  }

  abstract OutputStream over(OutputStream sink) throws IOException;

  /** Whether its native code, if any, can run on this machine. */
  abstract boolean isAvailable();

  private static boolean zstdIsLoaded() {
    try {
      Native.load();
      return Native.isLoaded();
    } catch (UnsatisfiedLinkError _) {
      return false;
    }
  }
}

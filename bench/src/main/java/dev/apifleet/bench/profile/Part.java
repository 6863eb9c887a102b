package dev.apifleet.bench.profile;

import java.util.List;

/** A part of the work for a request, known by the innermost of the frames that name it. */
enum Part {
  SENDING(
      "sending to sockets, with all that the kernel does for it", "Socket.send", "Socket.write"),
  RECEIVING("receiving from sockets", "Socket.recv", "Socket.read"),
  WAITING("waiting for the kernel's events", "epoll.Native.", "unix.FileDescriptor"),
  READING_HTTP("reading HTTP/1", "HttpObjectDecoder", "StrictDecoder", "HttpClientCodec$Decoder"),
  WRITING_HTTP("writing HTTP/1", "HttpObjectEncoder", "VertxHttpResponseEncoder", "encoderHeader"),
  HEADERS("header fields", "HeadersMultiMap", "DefaultHeaders", "proxy.Headers", "HeaderNames"),
  CLIENT(
      "the HTTP client", "HttpClient", "Http1xClientConnection", "net.impl.pool", "InboundBuffer"),
  SERVER("the HTTP server", "Http1xServer"),
  TIMERS(
      "timers", "AlarmClock", "VertxImpl.setTimer", "VertxImpl.cancelTimer", "ScheduledFutureTask"),
  METRICS("metrics and the access log", "micrometer", "RouteMeters", "accesslog"),
  FILTERS("routing, filters, balancing and forwarding", "dev.apifleet.gateway"),
  FUTURES("futures and contexts", "vertx.core.impl", "vertx.core.Promise"),
  NETTY("pipeline, buffers and event loop", "io.netty"),
  OTHER("other");

  private final String label;
  private final List<String> marks;

  Part(String label, String... marks) {
    this.label = label;
    this.marks = List.of(marks);
  }

  String label() {
    return label;
  }

  static Part of(List<String> frames) {
    for (String frame : frames) {
      for (Part part : values()) {
        if (part.marks.stream().anyMatch(frame::contains)) {
          return part;
        }
      }
    }
    return OTHER;
  }
}

package dev.apifleet.gateway.protocol;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A server of grpc-java with a method of each shape; messages are bytes. */
final class GrpcService implements AutoCloseable {
  static final Metadata.Key<String> NOTE =
      Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER);

  static final MethodDescriptor<byte[], byte[]> ONE = method("One", MethodType.UNARY);
  static final MethodDescriptor<byte[], byte[]> SUM = method("Sum", MethodType.CLIENT_STREAMING);
  static final MethodDescriptor<byte[], byte[]> COUNT =
      method("Count", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<byte[], byte[]> TALK = method("Talk", MethodType.BIDI_STREAMING);

  final BlockingQueue<Deadline> deadlines = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> counts = new LinkedBlockingQueue<>();
  final BlockingQueue<Boolean> cancellations = new LinkedBlockingQueue<>();
  final BlockingQueue<ServerCallStreamObserver<byte[]>> talks = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

  /** What a talk does when it begins. */
  volatile Consumer<ServerCallStreamObserver<byte[]>> onTalk = _ -> {};

  private final Server server;

  GrpcService() {
    try {
      server =
          NettyServerBuilder.forPort(0)
              .addService(
                  ServerServiceDefinition.builder("test.Shapes")
                      .addMethod(ONE, ServerCalls.asyncUnaryCall(this::one))
                      .addMethod(SUM, ServerCalls.asyncClientStreamingCall(GrpcService::sum))
                      .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(this::count))
                      .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(this::talk))
                      .build())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EndpointConfig endpoint() {
    return new EndpointConfig("grpc", "127.0.0.1", server.getPort());
  }

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
        .setType(type)
        .setFullMethodName("test.Shapes/" + name)
        .build();
  }

  private record Bytes() implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Echoes; an empty request fails at once, with trailers. */
  private void one(byte[] request, StreamObserver<byte[]> answer) {
    Deadline deadline = Context.current().getDeadline();
    if (deadline != null) {
      deadlines.add(deadline);
    }
    if (request.length == 0) {
      Metadata trailers = new Metadata();
      trailers.put(NOTE, "nothing to echo");
      answer.onError(
          Status.INVALID_ARGUMENT.withDescription("empty, 100% so").asException(trailers));
      return;
    }
    answer.onNext(request);
    answer.onCompleted();
  }

  private static StreamObserver<byte[]> sum(StreamObserver<byte[]> answer) {
    return new StreamObserver<>() {
      private byte total;

      @Override
      public void onNext(byte[] value) {
        total += value[0];
      }

      @Override
      public void onError(Throwable cause) {}

      @Override
      public void onCompleted() {
        answer.onNext(new byte[] {total});
        answer.onCompleted();
      }
    };
  }

  /** As many messages as the first byte says; for 0 it goes on without one until cancelled. */
  private void count(byte[] request, StreamObserver<byte[]> answer) {
    ((ServerCallStreamObserver<byte[]>) answer).setOnCancelHandler(() -> cancellations.add(true));
    counts.add(request);
    for (byte i = 1; i <= request[0]; i++) {
      answer.onNext(new byte[] {i});
    }
    if (request[0] > 0) {
      answer.onError(Status.DATA_LOSS.withDescription("after the last").asException());
    }
  }

  private StreamObserver<byte[]> talk(StreamObserver<byte[]> answer) {
    ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) answer;
    onTalk.accept(call);
    talks.add(call);
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] value) {
        heard.add(value);
      }

      @Override
      public void onError(Throwable cause) {}

      @Override
      public void onCompleted() {
        answer.onCompleted();
      }
    };
  }

  /** Ends as a pod does that was told to: finishes its calls and takes no more. */
  void leave() {
    server.shutdown();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}

package dev.apifleet.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** A Git repository of one branch, which others fetch by HTTP (Git's smart protocol). */
final class GitServer implements AutoCloseable {
  static final String BRANCH = "main";
  private static final String SERVICE = "git-upload-pack";

  private final Git git;
  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  GitServer(Path folder) {
    this.folder = folder;
    try {
      git = Git.init().setDirectory(folder.toFile()).setInitialBranch(BRANCH).call();
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (GitAPIException e) {
      throw new IllegalStateException("no repository in " + folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/fleet.git/info/refs", exchange -> answer(exchange, this::advertise));
    server.createContext("/fleet.git/" + SERVICE, exchange -> answer(exchange, this::upload));
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/fleet.git".formatted(server.getAddress().getPort());
  }

  /** Writes a file and commits it. */
  void commit(String file, String content) {
    try {
      Files.writeString(folder.resolve(file), content);
      git.add().addFilepattern(file).call();
      git.commit()
          .setMessage("Change " + file)
          .setAuthor("e2e", "e2e@example.com")
          .setSign(false)
          .call();
    } catch (GitAPIException e) {
      throw new IllegalStateException("cannot commit " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file and commits that. */
  void remove(String file) {
    try {
      git.rm().addFilepattern(file).call();
      git.commit()
          .setMessage("Delete " + file)
          .setAuthor("e2e", "e2e@example.com")
          .setSign(false)
          .call();
    } catch (GitAPIException e) {
      throw new IllegalStateException("cannot delete " + file, e);
    }
  }

  /** The last commit. */
  String head() {
    try {
      return git.getRepository().resolve("HEAD").name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Part {
    void write(HttpExchange exchange, UploadPack pack, OutputStream out) throws IOException;
  }

  private void answer(HttpExchange exchange, Part part) throws IOException {
    UploadPack pack = new UploadPack(git.getRepository());
    pack.setBiDirectionalPipe(false);
    String kind = exchange.getRequestMethod().equals("GET") ? "advertisement" : "result";
    exchange.getResponseHeaders().set("Content-Type", "application/x-" + SERVICE + "-" + kind);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      part.write(exchange, pack, out);
    }
  }

  private void advertise(HttpExchange exchange, UploadPack pack, OutputStream out)
      throws IOException {
    PacketLineOut lines = new PacketLineOut(out);
    lines.writeString("# service=" + SERVICE + "\n");
    lines.end();
    pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
  }

  private void upload(HttpExchange exchange, UploadPack pack, OutputStream out) throws IOException {
    pack.upload(exchange.getRequestBody(), out, null);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    git.close();
  }
}

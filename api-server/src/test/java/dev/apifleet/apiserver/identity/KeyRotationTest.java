package dev.apifleet.apiserver.identity;

import static dev.apifleet.apiserver.Client.userToken;
import static dev.apifleet.apiserver.identity.People.meStatus;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
@TestProfile(KeyRotationTest.KeyInAFile.class)
class KeyRotationTest {

  /** Signs by a key in a folder that the test may change. */
  public static final class KeyInAFile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Path file = Files.createTempDirectory("keys").resolve("signing-key.pem");
        Files.writeString(
            file, pem("PRIVATE KEY", SigningKey.generate().privateKey().getEncoded()));
        return Map.of("apiserver.token.signing-key-file", file.toString());
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  @Inject Keys keys;

  @ConfigProperty(name = "apiserver.token.signing-key-file")
  Path file;

  @Test
  void keysRotateWhileTokensServe() throws Exception {
    Client.awaitReady();
    String old = Files.readString(file);
    String oldId = keys.current().signing().id();
    SigningKey next = SigningKey.generate();
    String early = userToken();

    Path published = file.resolveSibling("next.pem");
    write(published, pem("PUBLIC KEY", next.publicHalf().publicKey().getEncoded()));
    await().until(() -> published().contains(next.id()));
    assertEquals(2, published().size());
    assertEquals(oldId, keys.current().signing().id());

    write(file.resolveSibling("last.pem"), old);
    write(file, pem("PRIVATE KEY", next.privateKey().getEncoded()));
    await().until(() -> keys.current().signing().id().equals(next.id()));
    String late = userToken();
    assertEquals(200, meStatus(early));
    assertEquals(200, meStatus(late));

    write(file, "-----BEGIN PRIVATE KEY-----\nhalf");
    write(file.resolveSibling("bad.pem"), "not a key");
    await().until(() -> keys.isFallingBack());
    assertEquals(200, meStatus(late));
    assertTrue(published().containsAll(List.of(next.id(), oldId)));

    Files.delete(file.resolveSibling("bad.pem"));
    Files.delete(file.resolveSibling("last.pem"));
    write(file, pem("PRIVATE KEY", next.privateKey().getEncoded()));
    await().until(() -> !published().contains(oldId));
    assertEquals(401, meStatus(early));
    assertEquals(200, meStatus(late));
    assertEquals(200, meStatus(userToken()));
  }

  private static List<String> published() {
    return given().get("/.well-known/jwks.json").then().statusCode(200).extract().path("keys.kid");
  }

  private static void write(Path file, String text) throws IOException {
    Path whole = Files.writeString(file.resolveSibling("." + file.getFileName() + ".tmp"), text);
    Files.move(whole, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}

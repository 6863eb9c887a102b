package dev.apifleet.apiserver.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PasswordsTest {

  @Test
  void knowsTheRightPasswordOnly() {
    String hash = Passwords.hash("user123");
    assertTrue(Passwords.matches("user123", hash));
    assertFalse(Passwords.matches("user124", hash));
  }

  @Test
  void saltsEachHash() {
    assertNotEquals(Passwords.hash("user123"), Passwords.hash("user123"));
  }

  @Test
  void hashesByArgon2id() {
    assertTrue(Passwords.hash("user123").startsWith("$argon2id$v=19$m=7168,t=5,p=1$"));
  }

  @Test
  void nobodyHasAPassword() {
    assertFalse(Passwords.matchesNobody("nobody's password"));
  }
}

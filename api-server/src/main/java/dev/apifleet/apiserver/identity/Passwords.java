package dev.apifleet.apiserver.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * Argon2id password hashes. The costs are those that OWASP's Password Storage Cheat Sheet lists for
 * little memory: 7 MiB, 5 passes, 1 lane.
 */
final class Passwords {

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(7168, 5, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;

  /** What an unknown person's password is checked against, so that the check takes as long. */
  private static final String DECOY = hash("nobody's password");

  private Passwords() {}

  static String hash(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
  }

  static boolean matches(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }

  /** Always false, after the work of a real check. */
  static boolean matchesNobody(String password) {
    matches(password, DECOY);
    return false;
  }
}

package dev.apifleet.apiserver.identity;

/** The rules for texts that people send about accounts, in patterns that all languages know. */
final class Texts {

  /** PostgreSQL cannot store U+0000. */
  static final String PLAIN = "^[^\\u0000]*$";

  static final String PLAIN_RULE = "must not contain the character U+0000";

  static final String EMAIL = "^[^\\u0000-\\u0020\\u007F@]+@[^\\u0000-\\u0020\\u007F@]+$";
  static final String EMAIL_RULE = "must be an e-mail address";

  /** Something that can be seen, and no U+0000. */
  static final String VISIBLE =
      "^[^\\u0000]*"
          + "[^\\u0000-\\u0020\\u007F-\\u00A0\\u1680\\u180E\\u2000-\\u200F\\u2028-\\u202F"
          + "\\u205F-\\u206F\\u3000\\uFEFF]"
          + "[^\\u0000]*$";

  static final String VISIBLE_RULE = "must hold something to read";

  static final String TIER = "^(free|pro|enterprise)$";
  static final String TIER_RULE = "must be free, pro or enterprise";
  static final String ROLE = "^[a-z][a-z0-9-]{0,39}$";
  static final String ROLE_RULE = "must be names of roles";

  static final int MOST_ROLES = 16;
  static final int LONGEST_NAME = 100;
  static final int LONGEST_EMAIL = 254;
  static final int SHORTEST_PASSWORD = 8;
  static final int LONGEST_PASSWORD = 128;

  private Texts() {}
}

package dev.apifleet.apiserver.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A person who may log in, as the database holds it. */
@Entity(name = "account")
@Immutable
public class Account {

  private static final String ROLES =
      "(select array_agg(held.role order by named.rank, named.name) from account_role held"
          + " join role named on named.name = held.role where held.account_id = id)";

  @Id long id;
  String email;
  String name;

  @Column(name = "password_hash")
  String passwordHash;

  String tier;
  boolean enabled;

  /** Tokens that began before this second since 1970 are over. */
  @Column(name = "tokens_from")
  long tokensFrom;

  /** The same for sessions. */
  @Column(name = "sessions_from")
  long sessionsFrom;

  @Formula(ROLES)
  String[] roles;

  /** The second in which a token of this account begins that is made now. */
  long tokenStart(Instant now) {
    return Math.max(now.getEpochSecond(), tokensFrom);
  }
}

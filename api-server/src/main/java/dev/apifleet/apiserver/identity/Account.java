package dev.apifleet.apiserver.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A person who may log in, as the database holds it. */
@Entity(name = "account")
public class Account {

  @Id long id;
  String email;
  String name;

  @Column(name = "password_hash")
  String passwordHash;

  String tier;
  String[] roles;
}

package dev.apifleet.operator.trust;

import java.io.IOException;

/** What is wrong with a certificate that was given to the operator, and what to do. */
final class UnusableCertificateException extends IOException {
  private static final long serialVersionUID = 1;

  UnusableCertificateException(String message) {
    super(message);
  }
}

package dev.apifleet.apiserver.backends;

import java.io.IOException;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A streaming replica of a PostgreSQL container, made from it while it runs. */
final class Standby extends GenericContainer<Standby> {

  private static final String ALLOW =
      "echo 'host replication all all trust' >> \"$PGDATA/pg_hba.conf\"";

  private static final String FOLLOW =
      "pg_basebackup -h %s -U %s -D /tmp/standby -R -X stream --checkpoint=fast"
          + " && chmod 700 /tmp/standby"
          + " && exec postgres -D /tmp/standby -c fsync=off -c listen_addresses='*'"
          + " -c unix_socket_directories=/tmp";

  Standby(PostgreSQLContainer primary) {
    super(primary.getDockerImageName());
    run(primary, "sh", "-c", ALLOW);
    run(
        primary,
        "psql",
        "-U",
        primary.getUsername(),
        "-d",
        primary.getDatabaseName(),
        "-c",
        "SELECT pg_reload_conf()");
    String address =
        primary
            .getContainerInfo()
            .getNetworkSettings()
            .getNetworks()
            .values()
            .iterator()
            .next()
            .getIpAddress();
    withExposedPorts(5432);
    withCreateContainerCmdModifier(
        command ->
            command
                .withUser("postgres")
                .withEntrypoint("sh", "-c")
                .withCmd(FOLLOW.formatted(address, primary.getUsername())));
    waitingFor(Wait.forLogMessage(".*ready to accept read-only connections.*", 1));
  }

  private static void run(PostgreSQLContainer primary, String... command) {
    try {
      ExecResult result = primary.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(result.getStderr());
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}

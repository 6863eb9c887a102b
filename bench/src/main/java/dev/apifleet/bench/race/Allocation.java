package dev.apifleet.bench.race;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks a JVM how many bytes its threads have allocated. It costs memory there: ask last. */
final class Allocation implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  Allocation(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach("" + pid);
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      machine.detach();
      beans = connector.getMBeanServerConnection();
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long bytes() {
    try {
      ObjectName threads = new ObjectName("java.lang:type=Threading");
      return (Long) beans.getAttribute(threads, "TotalThreadAllocatedBytes");
    } catch (JMException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

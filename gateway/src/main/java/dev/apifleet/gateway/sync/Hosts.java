package dev.apifleet.gateway.sync;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** How the name of the operators becomes addresses, one of each; may take its time. */
public interface Hosts {
  List<InetAddress> find(String name) throws UnknownHostException;

  /** As this machine does it for all its programs. */
  static Hosts ofThisMachine() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}

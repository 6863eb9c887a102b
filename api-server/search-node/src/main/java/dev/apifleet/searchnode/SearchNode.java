package dev.apifleet.searchnode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** An OpenSearch node of one process; the arguments are its folder and the port of its HTTP. */
public final class SearchNode extends Node {

  private SearchNode(Environment environment) {
    super(environment, List.of(http()), true);
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings =
        Settings.builder()
            .put("path.home", Path.of(arguments[0]))
            .put("cluster.name", "test")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("transport.port", "0")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    SearchNode node =
        new SearchNode(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test"));
    Runtime.getRuntime().addShutdownHook(new Thread(node::end));
    node.start();
    Thread.currentThread().join();
  }

  private void end() {
    try {
      close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static PluginInfo http() {
    return new PluginInfo(
        "transport-netty4",
        "HTTP and transport by Netty",
        "",
        Version.CURRENT,
        "",
        Netty4ModulePlugin.class.getName(),
        null,
        List.of(),
        false);
  }
}

import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.List;

/** Drives Helm as a library, so that no binary needs to be installed. */
class Helm {
  private static final String USAGE =
      "Helm.java install RELEASE NAMESPACE KUBECONFIG CHART VALUES-FILE key=value… | uninstall RELEASE NAMESPACE KUBECONFIG";

  public static void main(String[] args) {
    List<String> given = List.of(args);
    if (given.size() == 4 && given.getFirst().equals("uninstall")) {
      uninstall(given.get(1), given.get(2), Path.of(given.get(3)));
    } else if (given.size() >= 6 && given.getFirst().equals("install")) {
      install(given.get(1), given.get(2), Path.of(given.get(3)), Path.of(given.get(4)), Path.of(given.get(5)), given.subList(6, given.size()));
    } else {
      throw new IllegalArgumentException(USAGE);
    }
  }

  private static void install(String release, String namespace, Path kubeconfig, Path chart, Path values, List<String> settings) {
    UpgradeCommand upgrade =
        new com.marcnuri.helm.Helm(chart)
            .upgrade().install().createNamespace()
            .withName(release).withNamespace(namespace).withKubeConfig(kubeconfig).withValuesFile(values);
    for (String setting : settings) {
      String[] pair = setting.split("=", 2);
      upgrade.set(pair[0], pair[1]);
    }
    System.out.println(upgrade.call());
  }

  private static void uninstall(String release, String namespace, Path kubeconfig) {
    com.marcnuri.helm.Helm.uninstall(release).ignoreNotFound().withNamespace(namespace).withKubeConfig(kubeconfig).call();
  }
}

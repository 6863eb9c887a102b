package dev.apifleet.operator.console;

/** One object of each kind as the API server lists it, and what the console makes of them. */
final class Objects {
  static final String ROUTE =
      """
      {"metadata": {"namespace": "shop", "name": "checkout", "generation": 4,
                    "creationTimestamp": "2026-01-01T00:00:00Z"},
       "spec": {"fleetRef": "default", "hostnames": ["a.example.com", "b.example.com"],
                "rules": [{}, {}]},
       "status": {"gateways": "3/3",
                  "conditions": [{"type": "Accepted", "status": "True", "reason": "Accepted",
                                  "message": "", "lastTransitionTime": "2026-01-01T00:00:01Z",
                                  "observedGeneration": 4}]}}
      """;
  static final String POOL =
      """
      {"metadata": {"namespace": "shop", "name": "api", "generation": 1,
                    "creationTimestamp": "2026-01-01T00:00:00Z"},
       "spec": {"loadBalancer": {"algorithm": "LeastConnections"}},
       "status": {"readyReplicas": 2, "desiredReplicas": 3,
                  "podHours": {"hours": "12.540", "replicas": 0,
                               "since": "2026-01-01T00:00:00Z"}}}
      """;
  static final String POLICY =
      """
      {"metadata": {"namespace": "shop", "name": "tiers", "generation": 1,
                    "creationTimestamp": "2026-01-01T00:00:00Z"},
       "spec": {"algorithm": "SlidingCounter", "mode": "Shadow",
                "limits": {"partner": {"requests": 5, "window": "1s"},
                           "free": {"requests": 1000, "window": "1m"},
                           "anonymous": {"requests": 100, "window": "1m"}}}}
      """;
  static final String FLEET =
      """
      {"metadata": {"namespace": "apifleet-system", "name": "default", "generation": 1,
                    "creationTimestamp": "2026-01-01T00:00:00Z"},
       "status": {"replicas": 3, "readyReplicas": 2, "version": "1.7", "gateways": "2/2",
                  "pods": [{"name": "gateway-a", "ready": true, "version": "1.7"},
                           {"name": "gateway-b", "ready": false}]}}
      """;

  static final String OVERVIEW =
      """
      {"routes": [{"namespace": "shop", "name": "checkout", "generation": 4,
                   "createdAt": "2026-01-01T00:00:00Z",
                   "columns": {"Hostnames": "a.example.com, b.example.com", "Rules": "2",
                               "Fleet": "default"},
                   "gateways": "3/3",
                   "conditions": [{"type": "Accepted", "status": "True", "reason": "Accepted",
                                   "message": "",
                                   "lastTransitionTime": "2026-01-01T00:00:01Z"}]}],
       "pools": [{"namespace": "shop", "name": "api", "generation": 1,
                  "createdAt": "2026-01-01T00:00:00Z",
                  "columns": {"Endpoints ready": "2", "Desired": "3", "Pod hours": "12.5",
                              "Algorithm": "LeastConnections"},
                  "gateways": null, "conditions": []}],
       "policies": [{"namespace": "shop", "name": "tiers", "generation": 1,
                     "createdAt": "2026-01-01T00:00:00Z",
                     "columns": {"Algorithm": "SlidingCounter",
                                 "Limits": "anonymous 100/1m, free 1000/1m, partner 5/1s",
                                 "Mode": "Shadow"},
                     "gateways": null, "conditions": []}],
       "fleets": [{"namespace": "apifleet-system", "name": "default", "generation": 1,
                   "createdAt": "2026-01-01T00:00:00Z",
                   "columns": {"Version": "1.7", "Ready": "2/3", "Pod hours": ""},
                   "gateways": "2/2", "conditions": [],
                   "pods": [{"name": "gateway-a", "ready": true, "version": "1.7"},
                            {"name": "gateway-b", "ready": false, "version": null}]}],
       "forbidden": []}
      """;

  private Objects() {}
}

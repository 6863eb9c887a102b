export type Condition = {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  lastTransitionTime: string;
};

/** One custom resource as the console lists it. */
export type Resource = {
  namespace: string;
  name: string;
  generation: number;
  createdAt: string;
  /** Printer columns, title to value, in the order in which they are shown. */
  columns: Record<string, string>;
  /** Gateways that serve this very object over gateways that are ready: `3/3`. */
  gateways: string | null;
  conditions: Condition[];
  /** Of a fleet only: its gateways. */
  pods?: GatewayPod[];
};

/** One gateway pod of a fleet, and the snapshot version that it acknowledged last. */
export type GatewayPod = { name: string; ready: boolean; version: string | null; address: string | null };

export type Kind = 'routes' | 'pools' | 'policies' | 'fleets';

export type Resources = {
  routes: Resource[];
  pools: Resource[];
  policies: Resource[];
  fleets: Resource[];
  /** Kinds that the signed-in user's own Kubernetes rights do not let them list. */
  forbidden?: Kind[];
};

import type { Kind } from '../../api/types';

export type KindText = { kind: Kind; title: string; one: string; resource: string; purpose: string };

/** The sections of the overview, in the order in which a request meets them. */
export const KINDS: KindText[] = [
  {
    kind: 'routes',
    title: 'Routes',
    one: 'route',
    resource: 'apiroutes',
    purpose: 'A route says which requests go to which pool, and what guards them on the way.',
  },
  {
    kind: 'pools',
    title: 'Pools',
    one: 'pool',
    resource: 'backendpools',
    purpose: 'A pool is the API servers behind a route: how they are found, balanced and scaled.',
  },
  {
    kind: 'policies',
    title: 'Policies',
    one: 'policy',
    resource: 'ratelimitpolicies',
    purpose: 'A policy says how many requests each tier may make, and in what time.',
  },
  {
    kind: 'fleets',
    title: 'Gateway fleets',
    one: 'gateway fleet',
    resource: 'gatewayfleets',
    purpose: 'A gateway fleet is the set of gateway pods that serve the routes.',
  },
];

import type { Condition, Resource, Resources } from '../api/types';

export function condition(type: string, overrides: Partial<Condition> = {}): Condition {
  return { type, status: 'True', reason: type, message: '', lastTransitionTime: '2026-03-01T12:00:00Z', ...overrides };
}

export function resource(name: string, overrides: Partial<Resource> = {}): Resource {
  return {
    namespace: 'default',
    name,
    generation: 1,
    createdAt: '2026-03-01T11:00:00Z',
    columns: {},
    gateways: '3/3',
    conditions: [condition('Accepted'), condition('ResolvedRefs'), condition('Programmed')],
    ...overrides,
  };
}

export const UNKNOWN_POOL = condition('ResolvedRefs', {
  status: 'False',
  reason: 'RefNotFound',
  message: 'spec.rules[0].backendRefs[0].name: no BackendPool "api-srv" in namespace "default"; did you mean "api-server"?',
});

/** Two routes, of which one names an unknown pool; one pool; one policy; a fleet of two, of which one lags behind. */
export const QUICKSTART: Resources = {
  routes: [
    resource('quickstart', { columns: { Hosts: '*', Rules: '3' } }),
    resource('checkout', { namespace: 'shop', columns: { Hosts: 'shop.example.com', Rules: '1' }, conditions: [condition('Accepted'), UNKNOWN_POOL] }),
  ],
  pools: [resource('api-server', { columns: { Replicas: '3/3', Balancer: 'RoundRobin' } })],
  policies: [resource('tiers', { columns: { Algorithm: 'SlidingCounter' } })],
  fleets: [
    resource('default', {
      namespace: 'apifleet-system',
      gateways: null,
      pods: [
        { name: 'gateway-a', ready: true, version: '1.42', address: '10.42.0.7' },
        { name: 'gateway-b', ready: true, version: '1.9', address: '10.42.0.8' },
      ],
    }),
  ],
};

export const NOTHING: Resources = { routes: [], pools: [], policies: [], fleets: [] };

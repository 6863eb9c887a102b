import type { Condition, GatewayPod, Resource } from '../../api/types';

/** Conditions whose good value is False. */
const BAD_WHEN_TRUE = new Set(['PartiallyInvalid', 'Overridden', 'Conflicted', 'Stalled']);

export type Verdict = 'good' | 'bad' | 'unknown';

export function verdictOf({ type, status }: Condition): Verdict {
  if (status === 'Unknown') return 'unknown';
  return (status === 'True') === BAD_WHEN_TRUE.has(type) ? 'bad' : 'good';
}

/** Whether fewer gateways serve the object than are ready, from `n/m`; none at all counts as fewer. */
export function isShort(gateways: string | null): boolean {
  if (gateways === null) return false;
  const [serving, ready] = gateways.split('/').map(Number);
  return serving !== ready || serving === 0;
}

/** What nobody has judged yet is a problem too: the operator may be stuck. */
export function hasProblem(resource: Resource): boolean {
  return (
    resource.conditions.length === 0 ||
    resource.conditions.some((condition) => verdictOf(condition) !== 'good') ||
    isShort(resource.gateways) ||
    (resource.pods?.some(({ ready }) => !ready) ?? false)
  );
}

/** The newest version that any pod acknowledged: versions are epoch.counter, compared by number. */
export function newestVersion(pods: GatewayPod[]): string | null {
  return pods.reduce<string | null>((best, { version }) => (version && isNewer(version, best) ? version : best), null);
}

function isNewer(version: string, best: string | null): boolean {
  return best === null || version.localeCompare(best, 'en', { numeric: true }) > 0;
}

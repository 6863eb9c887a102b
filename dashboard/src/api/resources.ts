import { call, json } from './http';
import type { Resources } from './types';

export async function readResources(signal: AbortSignal): Promise<Resources> {
  return json<Resources>(await call('resources', { signal }));
}

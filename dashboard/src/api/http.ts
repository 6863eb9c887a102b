const ROOT = '/console/api/';
const PATIENCE_MS = 5_000;

/** An answer other than success, or (status 0) no answer at all, in words for a person. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${title}: ${detail}`);
  }
}

export const isUnauthorised = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

type Call = { method?: 'GET' | 'POST' | 'DELETE'; body?: unknown; signal?: AbortSignal };

/** Calls the console API; the session cookie goes with it by itself. */
export async function call(path: string, { method = 'GET', body, signal }: Call = {}): Promise<Response> {
  const response = await send(path, {
    method,
    signal: withDeadline(signal),
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

export async function json<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new ApiError(response.status, 'Unreadable answer', 'Something other than the operator may be answering at this address.');
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(ROOT + path, init);
  } catch {
    throw new ApiError(0, 'The operator does not answer', 'Check it with: kubectl get pods -n apifleet-system');
  }
}

function withDeadline(signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

/** Reads an RFC 9457 problem; anything else is told by its status. */
async function refusalOf(response: Response): Promise<ApiError> {
  const problem: unknown = await response.json().catch(() => null);
  return new ApiError(
    response.status,
    text(problem, 'title') ?? `The operator answered ${response.status}`,
    text(problem, 'detail') ?? 'Its log says more: kubectl logs -n apifleet-system deploy/apifleet-operator',
  );
}

function text(problem: unknown, field: string): string | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined;
  const value: unknown = Reflect.get(problem, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

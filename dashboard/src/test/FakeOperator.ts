import { vi } from 'vitest';
import type { Resources } from '../api/types';

type Problem = { title: string; detail: string };

/** The operator's console API as the browser meets it: one good token, one list, and it can go away. */
export class FakeOperator {
  resources: Resources;
  signedIn = true;
  away = false;
  readonly calls: string[] = [];

  constructor(resources: Resources) {
    this.resources = resources;
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => this.answer(url, init));
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    const request = `${init.method ?? 'GET'} ${url}`;
    this.calls.push(request);
    if (this.away) throw new TypeError('fetch failed');
    switch (request) {
      case 'POST /console/api/session':
        return this.open(String(init.body));
      case 'DELETE /console/api/session':
        this.signedIn = false;
        return new Response(null, { status: 204 });
      case 'GET /console/api/resources':
        return this.signedIn ? Response.json(this.resources) : refusal({ title: 'Not signed in', detail: 'Sign in first.' });
      default:
        throw new Error(`unexpected ${request}`);
    }
  }

  private open(body: string): Response {
    this.signedIn = body === JSON.stringify({ token: 'good-token' });
    return this.signedIn
      ? new Response(null, { status: 204 })
      : refusal({ title: 'Token refused', detail: 'The cluster does not know this token, or it has expired.' });
  }
}

function refusal(problem: Problem): Response {
  return new Response(JSON.stringify(problem), { status: 401, headers: { 'content-type': 'application/problem+json' } });
}

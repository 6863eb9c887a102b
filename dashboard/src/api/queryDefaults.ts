import type { DefaultOptions } from '@tanstack/react-query';

/** The next poll is the retry; and a browser that thinks itself offline can still reach an operator on 127.0.0.1. */
export const queryDefaults: DefaultOptions = {
  queries: { retry: false, networkMode: 'always' },
  mutations: { retry: false, networkMode: 'always' },
};

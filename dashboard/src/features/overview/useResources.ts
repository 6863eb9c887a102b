import { useQuery } from '@tanstack/react-query';
import { isUnauthorised } from '../../api/http';
import { readResources } from '../../api/resources';

const EVERY_MS = 2_000;

/** The live lists: asked again every two seconds while the tab is visible, and kept while the operator is away. */
export function useResources(enabled: boolean) {
  return useQuery({
    queryKey: ['resources'],
    queryFn: ({ signal }) => readResources(signal),
    enabled,
    refetchInterval: ({ state }) => (isUnauthorised(state.error) ? false : EVERY_MS),
    refetchIntervalInBackground: false,
  });
}

import type { Resource } from '../../api/types';
import { hasProblem } from './problems';

export type Filter = { text: string; onlyProblems: boolean };

export const NO_FILTER: Filter = { text: '', onlyProblems: false };

export const isActive = ({ text, onlyProblems }: Filter): boolean => text.trim() !== '' || onlyProblems;

/** Keeps what names every word of the text in `namespace/name`, and has a problem where only those are asked for. */
export function select<R extends Resource>(resources: R[], { text, onlyProblems }: Filter): R[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return resources.filter(
    (resource) =>
      words.every((word) => `${resource.namespace}/${resource.name}`.toLowerCase().includes(word)) &&
      (!onlyProblems || hasProblem(resource)),
  );
}

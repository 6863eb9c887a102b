import type { ReactNode } from 'react';
import './chip.css';

export type Tone = 'good' | 'bad' | 'unknown';

const MARKS: Record<Tone, string> = {
  good: 'm4.5 8.3 2.4 2.4 4.6-5',
  bad: 'm5.3 5.3 5.4 5.4m0-5.4-5.4 5.4',
  unknown: 'M8 4.2v4.6m0 2.6v.2',
};

/** A small label whose meaning is told by its words and its mark, not by its colour alone. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`chip chip-${tone}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="8" />
        <path d={MARKS[tone]} />
      </svg>
      {children}
    </span>
  );
}

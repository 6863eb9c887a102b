const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** How long ago `then` was, in its largest whole unit; a clock ahead of ours reads as now. */
export function ago(then: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(then)) / 1000);
  const unit = UNITS.find(([, length]) => seconds >= length);
  return unit ? relative.format(-Math.floor(seconds / unit[1]), unit[0]) : 'just now';
}

export const clock = (at: number): string => new Date(at).toLocaleTimeString('en-GB');

/** Local date and time to the second, for telling one change from another. */
export const moment = (at: string): string => new Date(at).toLocaleString('sv-SE');

import { useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'apifleet-theme';
const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)');
const ofSystem = (): Theme => (prefersDark().matches ? 'dark' : 'light');

function remembered(): Theme | null {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : null;
}

/** Puts the theme on the page: the one that was chosen, else the system's. */
export function applyTheme(theme: Theme = remembered() ?? ofSystem()): Theme {
  document.documentElement.classList.toggle('pf-v6-theme-dark', theme === 'dark');
  return theme;
}

/** The theme in force and its switch; it follows the system until somebody chooses. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => applyTheme());
  useEffect(() => {
    const system = prefersDark();
    const follow = () => setTheme(applyTheme());
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, []);
  const choose = (chosen: Theme) => {
    localStorage.setItem(KEY, chosen);
    setTheme(applyTheme(chosen));
  };
  return [theme, choose];
}

import { Button } from '@patternfly/react-core';
import { useTheme } from './theme';

const MOON = 'M13.5 10.2A6 6 0 0 1 5.8 2.5a6 6 0 1 0 7.7 7.7Z';
const SUN = 'M8 1v1.6m0 10.8V15M1 8h1.6m10.8 0H15M3 3l1.2 1.2m7.6 7.6L13 13m0-10-1.2 1.2M4.2 11.8 3 13M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z';

export function ThemeToggle() {
  const [theme, choose] = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <Button
      variant="plain"
      aria-label={`Switch to the ${other} theme`}
      onClick={() => choose(other)}
      icon={
        <svg viewBox="0 0 16 16" width="18" height="18" className="line-icon" aria-hidden="true">
          <path d={other === 'dark' ? MOON : SUN} />
        </svg>
      }
    />
  );
}

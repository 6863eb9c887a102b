import './brand.css';

/** The product's mark and name: one source, three targets. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="8" className="brand-tile" />
        <path d="M7 16h5m0 0 8-7m-8 7h8m-8 0 8 7" className="brand-wire" />
        <circle cx="8" cy="16" r="2.6" className="brand-source" />
        <circle cx="22.5" cy="9" r="2.6" className="brand-target" />
        <circle cx="22.5" cy="16" r="2.6" className="brand-target" />
        <circle cx="22.5" cy="23" r="2.6" className="brand-target" />
      </svg>
      ApiFleet
    </span>
  );
}

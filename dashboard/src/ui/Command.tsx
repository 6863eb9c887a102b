/** A command to copy: one click selects all of it. */
export function Command({ children }: { children: string }) {
  return (
    <pre className="command" tabIndex={0}>
      <code>{children}</code>
    </pre>
  );
}

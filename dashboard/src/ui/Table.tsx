import type { ReactNode } from 'react';
import './table.css';
import './table-phone.css';

type TableProps = { label: string; columns: string[]; children: ReactNode; nested?: boolean };

/** A table that becomes a list of cards on a phone; the roles stay said, since that change of display drops them. */
export function Table({ label, columns, children, nested = false }: TableProps) {
  return (
    <table role="table" aria-label={label} className={nested ? 'table table-nested' : 'table'}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((title) => (
            <th key={title} role="columnheader" scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

export function Row({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <tr role="row" className={className}>
      {children}
    </tr>
  );
}

/** A cell that carries its column's title along for the phone. */
export function Cell({ title, children }: { title: string; children: ReactNode }) {
  return (
    <td role="cell" data-title={title}>
      {children}
    </td>
  );
}

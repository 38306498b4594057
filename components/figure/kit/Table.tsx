import type { ComponentChildren } from 'preact';
import './table.css';

export interface TableProps {
  /** What it holds, for whoever cannot see it: `Results`. */
  readonly label: string;
  /** `caption`, `thead`, `tbody`. */
  readonly children: ComponentChildren;
}

/** A table of a figure's numbers. It scrolls by itself where the figure is too narrow for it. */
export function Table({ label, children }: TableProps) {
  return (
    <div class="f-scroll" role="region" aria-label={`${label}, scrolls sideways`} tabIndex={0}>
      <table class="f-table">{children}</table>
    </div>
  );
}

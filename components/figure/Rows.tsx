import type { ComponentChildren } from 'preact';
import './kit.css';

/** One more row of controls, inside a Shell's children. */
export function Controls({ children }: { readonly children: ComponentChildren }) {
  return <div class="f-controls">{children}</div>;
}

/** Controls that are folded away until wanted. `summary` says what is in there. */
export function More({
  summary,
  open = false,
  children,
}: {
  readonly summary: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="f-more" open={open}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

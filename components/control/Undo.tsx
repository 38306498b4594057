import './control.css';

export interface UndoProps {
  /** What was done. */
  readonly said: string;
  /** Takes it back. Nothing is shown for null. */
  readonly undo: (() => void) | null | undefined;
}

/** What a button has put away may be had back. */
export function Undo({ said, undo }: UndoProps) {
  // The live region is there before its text, or some screen readers say nothing.
  return (
    <div class="c-undo" role="status" data-empty={undo ? undefined : ''}>
      {undo && (
        <>
          {said}{' '}
          <button type="button" class="c-textbutton" onClick={undo}>
            Undo
          </button>
        </>
      )}
    </div>
  );
}

import './control.css';

export interface ErrorLineProps {
  /** A plain sentence: what was wrong, what was expected, what happens now. Nothing is shown for null. */
  readonly message: string | null | undefined;
  readonly onDismiss?: (() => void) | undefined;
}

export function ErrorLine({ message, onDismiss }: ErrorLineProps) {
  // The live region is there before its text, or some screen readers say nothing.
  return (
    <div class="c-error" role="alert" data-empty={message ? undefined : ''}>
      {message && (
        <p>
          <span aria-hidden="true" class="c-error-mark">
            !
          </span>{' '}
          {message}
        </p>
      )}
      {message && onDismiss && (
        <button type="button" class="c-textbutton" onClick={onDismiss}>
          dismiss
        </button>
      )}
    </div>
  );
}

/** Focus that stays: whoever presses a button by keyboard is not sent back to the top of the page when it goes away. */

const focusable =
  'button:not(:disabled), input:not(:disabled), select:not(:disabled), summary, a[href], [tabindex]:not([tabindex="-1"])';

/**
 * Watches what has the focus in `root`. Where it is taken out of the page while it has it, the focus goes to the first thing that can take it
 * in the nearest part of the figure that is still there. Returns its end.
 */
export function keepFocus(root: HTMLElement): () => void {
  /** What had the focus last, and what holds it, from the inside out. */
  let last: { readonly element: Element; readonly around: readonly HTMLElement[] } | null = null;
  const onFocusIn = (event: FocusEvent) => {
    const element = event.target as Element;
    const around: HTMLElement[] = [];
    for (let part = element.parentElement; part && root.contains(part); part = part.parentElement) around.push(part);
    last = { element, around };
  };
  // A reader who goes elsewhere leaves what is still there; what is removed leaves without a word, or after it is gone.
  const onFocusOut = (event: FocusEvent) => {
    if ((event.target as Element).isConnected && event.relatedTarget) last = null;
  };
  const onPointerDown = (event: PointerEvent) => {
    if (!root.contains(event.target as Node)) last = null;
  };
  const restore = () => {
    if (!last || last.element.isConnected) return;
    const { around } = last;
    last = null;
    if (root.ownerDocument.activeElement !== root.ownerDocument.body) return;
    for (const part of around) {
      if (!part.isConnected) continue;
      const next = [...part.querySelectorAll<HTMLElement>(focusable)].find((one) => one.getClientRects().length > 0);
      if (!next) continue;
      next.focus({ preventScroll: true });
      return;
    }
  };
  const observer = new MutationObserver(restore);
  observer.observe(root, { childList: true, subtree: true });
  root.addEventListener('focusin', onFocusIn);
  root.addEventListener('focusout', onFocusOut);
  root.ownerDocument.addEventListener('pointerdown', onPointerDown);
  return () => {
    observer.disconnect();
    root.removeEventListener('focusin', onFocusIn);
    root.removeEventListener('focusout', onFocusOut);
    root.ownerDocument.removeEventListener('pointerdown', onPointerDown);
  };
}

import { symbolOf } from '../../content/symbols';

/**
 * Lights every element of one quantity at once: hovering or focusing an element with `data-term` lights all others with the
 * same term, in equations, on controls and on curves. A display equation takes the focus as a whole, and the arrow keys
 * walk through its symbols. Works by delegation, so that islands may come and go. Returns its dispose.
 */
export function connectTerms(root: Document = document): () => void {
  let lit: string | undefined;
  /** What is lit was reached by the arrow keys: a page that scrolls under a resting pointer leaves it. */
  let walked = false;
  const light = (term: string | undefined): void => {
    if (term === lit) return;
    for (const node of root.querySelectorAll('.lit')) node.classList.remove('lit');
    lit = term;
    if (term === undefined) return;
    for (const node of root.querySelectorAll(`[data-term="${CSS.escape(term)}"]`)) node.classList.add('lit');
  };
  const termAt = (target: EventTarget | null): Element | null =>
    target instanceof Element ? target.closest('[data-term]') : null;
  const enter = (event: Event): void => {
    if (walked && event.type === 'pointerover') return;
    walked = false;
    const node = termAt(event.target);
    light(node?.getAttribute('data-term') ?? undefined);
    const meaning = symbolOf(node?.getAttribute('data-term') ?? '')?.meaning;
    if (node instanceof HTMLElement && meaning !== undefined && node.title === '' && node.closest('.katex') !== null)
      node.title = meaning;
  };
  const leave = (): void => {
    walked = false;
    light(undefined);
  };
  const moved = (): void => {
    walked = false;
  };
  const walk = (event: KeyboardEvent): void => {
    const box = event.target instanceof Element ? event.target.closest('.equation-body') : null;
    if (box === null || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')) return;
    const names = [
      ...new Set(
        [...box.querySelectorAll('.katex-html [data-term]')].map((node) => node.getAttribute('data-term') ?? ''),
      ),
    ];
    if (names.length === 0) return;
    const at = lit === undefined ? -1 : names.indexOf(lit);
    const next = event.key === 'ArrowRight' ? (at + 1) % names.length : (at <= 0 ? names.length : at) - 1;
    const name = names[next];
    light(name);
    walked = true;
    const spoken = root.getElementById('term-meaning');
    if (spoken !== null) spoken.textContent = symbolOf(name)?.meaning ?? name;
    event.preventDefault();
  };
  root.addEventListener('pointermove', moved, { passive: true, capture: true });
  root.addEventListener('pointerover', enter);
  root.addEventListener('focusin', enter);
  root.addEventListener('focusout', leave);
  root.addEventListener('pointerleave', leave);
  root.addEventListener('keydown', walk);
  return () => {
    root.removeEventListener('pointermove', moved, { capture: true });
    root.removeEventListener('pointerover', enter);
    root.removeEventListener('focusin', enter);
    root.removeEventListener('focusout', leave);
    root.removeEventListener('pointerleave', leave);
    root.removeEventListener('keydown', walk);
  };
}

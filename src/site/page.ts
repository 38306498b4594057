import { connectDrops } from './drops';
import { connectNotation } from './notation';
import { connectSettings } from './settings';
import { connectTerms } from './terms';

/** The page's own small script: settings, terms, links that set figures, print, and the offline copy. */

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-settings]')) connectSettings(form);
connectTerms();
connectDrops(document);

// An equation wider than its column borrows the margin, once the faces are there to measure.
const widen = (): void => {
  for (const math of document.querySelectorAll<HTMLElement>('.prose > .equation .katex-display')) {
    const equation = math.closest('.equation');
    equation?.classList.remove('long');
    if (math.scrollWidth > math.clientWidth + 1) equation?.classList.add('long');
  }
  // In the text a formula breaks where it can; a part that is wider than the column by itself cannot.
  const text = [...document.querySelectorAll<HTMLElement>('main .katex:not(.katex-display *, figure *)')];
  for (const math of text) math.classList.remove('long');
  const wide = text.filter((math) => math.getBoundingClientRect().right > document.documentElement.clientWidth);
  for (const math of wide) math.classList.add('long');
};
const widenOnceReady = (): void => void document.fonts.ready.then(widen, () => undefined);
widenOnceReady();
connectNotation(widenOnceReady);
let widening = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(widening);
  widening = requestAnimationFrame(widen);
});

// The settings panel closes like a menu: on Escape, or when the reader goes on elsewhere.
const panel = document.querySelector<HTMLDetailsElement>('details[data-settings-panel]');
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || panel?.open !== true) return;
  panel.open = false;
  panel.querySelector('summary')?.focus();
});
addEventListener('pointerdown', (event) => {
  if (panel?.open === true && !panel.contains(event.target as Node)) panel.open = false;
});

/** What the history keeps of the sentence that a reader has left: its link among all such, and how far below the window's top. */
interface Left {
  readonly link: number;
  readonly top: number;
}

const settingLinks = () => [...document.querySelectorAll<HTMLAnchorElement>('a[data-set-figure]')];

/**
 * A step of its own in the history, to `hash`. The browser's own way back would lead to the fragment that the reader came by, or
 * to a height that a figure has since moved: the place is that of the sentence.
 */
function leave(link: HTMLAnchorElement, hash: string): void {
  const left: Left = { link: settingLinks().indexOf(link), top: link.getBoundingClientRect().top };
  history.replaceState({ left }, '');
  history.scrollRestoration = 'manual';
  history.pushState(null, '', hash);
  history.scrollRestoration = 'auto';
}

// Where another page is left for, and on reload, the browser finds the place again by itself.
addEventListener('pagehide', () => {
  history.scrollRestoration = 'auto';
});

/** To the sentence that was left, if the entry of the history says one. */
function findAgain(state: unknown): void {
  const left = (state as { readonly left?: Left } | null)?.left;
  const link = left === undefined ? undefined : settingLinks()[left.link];
  if (left === undefined || link === undefined) return;
  const place = () => scrollBy({ top: link.getBoundingClientRect().top - left.top, behavior: 'instant' });
  place();
  // A smooth way to the figure that was still going on comes to rest elsewhere.
  addEventListener('scrollend', place, { once: true });
  setTimeout(() => removeEventListener('scrollend', place), 400);
  link.focus({ preventScroll: true });
}

addEventListener('popstate', ({ state }: PopStateEvent) => findAgain(state));
// Come back to from another page, several steps at once: the page is new, and the browser was told to leave the place to it.
if (history.scrollRestoration === 'manual') addEventListener('load', () => findAgain(history.state));

// Prose drives figures: a link made by <Set> hands its state to the figure on this page instead of loading it anew.
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest<HTMLAnchorElement>('a[data-set-figure]');
  const figure = link === null ? null : document.getElementById(link.dataset['setFigure'] ?? '');
  if (link === null || figure === null) return;
  event.preventDefault();
  const detail: unknown = JSON.parse(link.dataset['setState'] ?? '{}');
  // A figure that has not woken yet finds it here; one that has takes it off again.
  figure.dataset['pending'] = JSON.stringify(detail);
  figure.dispatchEvent(new CustomEvent('figure:set', { detail }));
  const { top, bottom } = figure.getBoundingClientRect();
  const still =
    document.documentElement.dataset['motion'] === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (bottom >= 120 && top <= innerHeight - 120) return;
  leave(link, `#${figure.id}`);
  figure.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
});

// On paper everything that folds is open; afterwards it folds again.
addEventListener('beforeprint', () => {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')) {
    fold.open = true;
    fold.dataset['openedForPrint'] = '';
  }
});
addEventListener('afterprint', () => {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('details[data-opened-for-print]')) {
    fold.open = false;
    delete fold.dataset['openedForPrint'];
  }
});

const worker = document.documentElement.dataset['worker'];
if (import.meta.env.PROD && worker !== undefined && 'serviceWorker' in navigator && isSecureContext) {
  addEventListener('load', () => {
    // A reader without storage still reads; there is only no offline copy.
    navigator.serviceWorker.register(worker).catch(() => undefined);
  });
}

import { signal, type ReadonlySignal } from '@preact/signals';

/** A signal with the observer behind it: call `dispose` when done. */
export interface Watched<T> {
  readonly signal: ReadonlySignal<T>;
  readonly dispose: () => void;
}

/** Whether `element` is on screen (or within `margin` of it) in a tab that is showing: pause all work when it is not. */
export function watchVisible(element: Element, margin = '120px'): Watched<boolean> {
  const visible = signal(false);
  let onScreen = typeof IntersectionObserver === 'undefined';
  const update = () => {
    visible.value = onScreen && document.visibilityState === 'visible';
  };
  const observer = onScreen
    ? null
    : new IntersectionObserver(
        (entries) => {
          onScreen = entries[entries.length - 1].isIntersecting;
          update();
        },
        { rootMargin: margin },
      );
  observer?.observe(element);
  document.addEventListener('visibilitychange', update);
  update();
  return {
    signal: visible,
    dispose: () => {
      observer?.disconnect();
      document.removeEventListener('visibilitychange', update);
    },
  };
}

/** Whether motion should be kept down: the system's wish, or `data-motion` on the root (`reduced`, `full`), which wins. */
export function watchReducedMotion(): Watched<boolean> {
  const query = window.matchMedia('(prefers-reduced-motion: reduce)');
  const root = document.documentElement;
  const read = () =>
    root.dataset.motion === 'reduced' || root.dataset.motion === 'full'
      ? root.dataset.motion === 'reduced'
      : query.matches;
  const reduced = signal(read());
  const update = () => {
    reduced.value = read();
  };
  query.addEventListener('change', update);
  const observer = new MutationObserver(update);
  observer.observe(root, { attributes: true, attributeFilter: ['data-motion'] });
  return {
    signal: reduced,
    dispose: () => {
      query.removeEventListener('change', update);
      observer.disconnect();
    },
  };
}

/**
 * Calls `tick(seconds since the last)` once a frame until disposed. Gaps (a hidden tab) count as at most 0.1 s,
 * so that nothing leaps when the reader returns.
 */
export function everyFrame(tick: (seconds: number) => void): () => void {
  let last: number | null = null;
  let handle = requestAnimationFrame(function next(now) {
    const seconds = last === null ? 0 : Math.min(0.1, (now - last) / 1000);
    last = now;
    handle = requestAnimationFrame(next);
    tick(seconds);
  });
  return () => cancelAnimationFrame(handle);
}

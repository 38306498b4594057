import { parseHTML } from 'linkedom';
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';

/** A light document for component tests: enough to mount, click and press keys. */
export interface Mounted {
  readonly root: HTMLElement;
  readonly window: Window & typeof globalThis;
  find<E extends Element = HTMLElement>(selector: string): E;
  all(selector: string): Element[];
  rerender(node: ComponentChild): void;
  /** Sends an event with the given properties, and lets the component settle. */
  send(target: Element, type: string, properties?: Readonly<Record<string, unknown>>): Event;
  key(target: Element, key: string, shiftKey?: boolean): Event;
  unmount(): void;
}

/** Mounts `node` inside a <figure>. The page's address is `https://example.org/book/` + `query`. */
export function mount(node: ComponentChild, query = ''): Mounted {
  const { window, document } = parseHTML(
    '<!doctype html><html><body><figure id="fig-x"><div></div></figure></body></html>',
  );
  const location = new URL(`https://example.org/book/${query}`);
  Object.assign(window, {
    location,
    matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
  });
  const globals = globalThis as Record<string, unknown>;
  globals['window'] = window;
  globals['document'] = document;
  globals['MutationObserver'] = class {
    observe() {
      /* nothing changes here */
    }
    disconnect() {
      /* nothing to stop */
    }
  };
  globals['requestAnimationFrame'] = (f: (now: number) => void) => setTimeout(() => f(performance.now()), 1);
  globals['cancelAnimationFrame'] = (handle: ReturnType<typeof setTimeout>) => clearTimeout(handle);
  Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
  // Preact tells an event's name by the handler property that a real element has and a light one lacks.
  const probe = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'keydown', 'dblclick', 'focus']) {
    for (const one of [probe, document.body]) {
      let top = Object.getPrototypeOf(one) as object;
      while (Object.getPrototypeOf(top) !== Object.prototype && Object.getPrototypeOf(top) !== null)
        top = Object.getPrototypeOf(top) as object;
      if (!(`on${type}` in top))
        Object.defineProperty(top, `on${type}`, { value: null, writable: true, configurable: true });
    }
  }
  const root = document.querySelector('figure > div') as unknown as HTMLElement;
  const draw = (next: ComponentChild) => void act(() => render(next, root));
  draw(node);
  const send = (target: Element, type: string, properties: Readonly<Record<string, unknown>> = {}) => {
    const event = new window.Event(type, { bubbles: true, cancelable: true });
    // Some of these are accessors of Event itself, so they are defined rather than assigned.
    for (const [name, value] of Object.entries(properties)) Object.defineProperty(event, name, { value });
    void act(() => void target.dispatchEvent(event));
    return event;
  };
  return {
    root,
    window: window,
    find: <E extends Element>(selector: string) => {
      const found = root.querySelector<E>(selector);
      if (!found) throw new Error(`nothing matches ${selector} in ${root.innerHTML}`);
      return found;
    },
    all: (selector) => Array.from(root.querySelectorAll(selector)),
    rerender: draw,
    send,
    key: (target, key, shiftKey = false) => send(target, 'keydown', { key, shiftKey }),
    unmount: () => draw(null),
  };
}

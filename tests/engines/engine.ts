/** What the tests ask of a browser, whichever it is and however it is spoken to. */

/** A place in the window, in CSS pixels from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A page of the book in a window of its own, with nothing stored. */
export interface Tab {
  /** Runs `fn` in the page and hands back what it returns. It must name nothing from outside itself. */
  evaluate<A extends readonly unknown[], T>(fn: (...args: A) => T, ...args: A): Promise<T>;
  /** Presses the mouse at the first place, moves it over all of them and lets go at the last: one place is a click. */
  stroke(places: readonly Place[]): Promise<void>;
  /** Gives the page a window of this size. */
  resize(width: number, height: number): Promise<void>;
  reload(): Promise<void>;
  /** Console errors, uncaught exceptions, what could not be loaded and violations of the policy, in order. */
  errors(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Engine {
  /** Opens `path` (under the site's base, without a leading slash) at 1280 by 900; resolves when it has loaded. */
  open(path: string): Promise<Tab>;
  close(): Promise<void>;
}

export const engineNames = ['firefox', 'webkit'] as const;
export type EngineName = (typeof engineNames)[number];

export const wide = { width: 1280, height: 900 } as const;

import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { linkTo, readLink } from './link';
import { shown, type Schema } from '../../src/core/schema';
import { everyFrame, watchReducedMotion, watchVisible } from './visible';

export interface FigureOptions<T extends object> {
  /** The figure's id in the page (`fig-schedule`): names its link parameter and its element. */
  readonly id: string;
  readonly schema: Schema<T>;
  /** Settings the chapter asks for, over the schema's defaults. */
  readonly initial?: Partial<T> | undefined;
  /** Called after settings came from outside (the address, a link in the prose, reset): restart what depends on them. */
  readonly onExternal?: (settings: T) => void;
}

/** What a figure has at hand. All signals are stable for the life of the figure. */
export interface FigureState<T extends object> {
  readonly id: string;
  /** The settings; read `.value` in render to follow them. */
  readonly settings: ReadonlySignal<T>;
  /** Changes some settings. They are the figure's own values, so not parsed again. */
  readonly set: (change: Partial<T>) => void;
  /** Back to what the chapter asked for. */
  readonly reset: () => void;
  /** Takes a reset back; null where there was none, or where something was changed since. */
  readonly undo: ReadonlySignal<(() => void) | null>;
  /** Sentences about the last link or message that was not understood; shown by Shell until dismissed. */
  readonly problems: Signal<readonly string[]>;
  /** On screen in a visible tab. False on the server and until mounted. */
  readonly visible: ReadonlySignal<boolean>;
  readonly reducedMotion: ReadonlySignal<boolean>;
  /** The address of the page with this figure as it is now, its network trained for so many steps (0). */
  link(trained?: number): string;
  /** Steps of training that a link asks for; null where it asks for none, where they are begun, and for the settings of another link or a reset. */
  readonly asked: Signal<number | null>;
  /** Called by Shell with its element. */
  readonly attach: (element: HTMLElement) => () => void;
}

/**
 * State of one figure: settings from the chapter, then the address, then links in the prose (`figure:set`).
 * The first render uses the chapter's settings only, as the server did, so that hydration agrees; the address is read on mount.
 */
export function useFigure<T extends object>(options: FigureOptions<T>): FigureState<T> {
  // One state per mounted figure: the options of the first render count.
  return useMemo(() => createFigure(options), []);
}

/** `useFigure` without a component (tests, state classes). */
export function createFigure<T extends object>({ id, schema, initial, onExternal }: FigureOptions<T>): FigureState<T> {
  const start = schema.parse(initial ?? {});
  const first = start.settings;
  const settings = signal(first);
  const problems = signal<readonly string[]>(start.problems);
  const visible = signal(false);
  const reducedMotion = signal(false);
  const undo = signal<(() => void) | null>(null);
  const asked = signal<number | null>(null);

  const receive = (values: unknown, more: readonly string[] = []) => {
    const parsed = schema.parse(values, settings.peek());
    undo.value = null;
    // The network that was asked for is one of the settings before.
    asked.value = null;
    settings.value = parsed.settings;
    problems.value = [...more, ...parsed.problems];
    onExternal?.(parsed.settings);
  };

  const attach = (element: HTMLElement) => {
    const figure = element.closest('figure') ?? element;
    const onSet = (event: Event) => {
      delete figure.dataset['pending'];
      receive((event as CustomEvent<unknown>).detail);
    };
    figure.addEventListener('figure:set', onSet);
    const fromLink = readLink(window.location.search, id);
    if (fromLink) {
      const { [trainedName]: trained, ...values } = fromLink.values;
      const steps = trained === undefined ? { value: null, problems: [] } : stepsAsked(trained);
      receive(values, [...fromLink.problems, ...steps.problems]);
      asked.value = steps.value;
    }
    // A link in the prose that was followed before this island woke left its state on the figure.
    const { pending } = figure.dataset;
    if (pending !== undefined) {
      delete figure.dataset['pending'];
      receive(parsedJson(pending));
    }
    const screen = watchVisible(figure);
    const motion = watchReducedMotion();
    const stops = [
      screen.signal.subscribe((value) => {
        visible.value = value;
      }),
      motion.signal.subscribe((value) => {
        reducedMotion.value = value;
      }),
    ];
    return () => {
      figure.removeEventListener('figure:set', onSet);
      stops.forEach((stop) => stop());
      screen.dispose();
      motion.dispose();
      visible.value = false;
    };
  };

  return {
    id,
    settings,
    problems,
    visible,
    reducedMotion,
    attach,
    undo,
    set: (change) => {
      undo.value = null;
      settings.value = { ...settings.peek(), ...change };
    },
    reset: () => {
      const before = settings.peek();
      const changed = JSON.stringify(before) !== JSON.stringify(first);
      asked.value = null;
      settings.value = first;
      problems.value = [];
      onExternal?.(first);
      undo.value = !changed
        ? null
        : () => {
            undo.value = null;
            settings.value = before;
            onExternal?.(before);
          };
    },
    asked,
    link(trained = 0) {
      const values = { ...schema.encode(settings.peek(), first), ...(trained > 0 && { [trainedName]: trained }) };
      return new URL(linkTo(id, values), window.location.href).href;
    },
  };
}

/** In a link: how far the network was trained. The same seed and settings give the same network again. */
const trainedName = 'trainedSteps';
const mostAsked = 200_000;

function stepsAsked(value: unknown): { readonly value: number | null; readonly problems: readonly string[] } {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostAsked)
    return { value, problems: [] };
  return {
    value: null,
    problems: [
      `${trainedName} is ${shown(value)} (expected a whole number of steps from 1 to ${mostAsked}); it is not trained`,
    ],
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Calls `tick` once a frame while `running` and the figure is on screen. */
export function useFrames(
  figure: Pick<FigureState<object>, 'visible'>,
  running: boolean,
  tick: (seconds: number) => void,
): void {
  const active = running && figure.visible.value;
  // The newest `tick` is called, so a closure over stale settings does no harm.
  const latest = useMemo(() => ({ tick }), []);
  latest.tick = tick;
  useEffect(() => (active ? everyFrame((seconds) => latest.tick(seconds)) : undefined), [active]);
}

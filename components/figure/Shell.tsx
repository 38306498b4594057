/**
 * The frame of every live figure: panels in a row, one row of controls, the chip, errors and the text summary.
 * `Figure.astro` draws the <figure>, its number and caption around the island; the shell reports the island's
 * state on it (`data-status`) and listens there for links in the prose (`figure:set`). A whole figure:
 *
 *   const settings = schema({ t: number(0.5, { min: 0, max: 1 }), seed: seed(7) });     // state.ts
 *
 *   export default function CloudView({ id, initial }: IslandProps) {                   // CloudView.tsx, `client:visible`
 *     const figure = useFigure({ id, schema: settings, initial });
 *     const { t, seed } = figure.settings.value;                                        // reading subscribes
 *     const x = useMemo(() => noisedCloud(t, seed), [t, seed]);                         // pure, from core: also runs at build
 *     const playing = useSignal(false);
 *     useFrames(figure, playing.value, (s) => figure.set({ t: (t + s / 8) % 1 }));      // stops when off screen
 *     const panel = squareFrame(3);
 *     return (
 *       <Shell
 *         figure={figure}
 *         status={playing.value ? 'running' : 'ready'}
 *         summary={`500 points at t = ${fixed(t)}: …`}
 *         chip={{ seed }}
 *         panels={
 *           <Panel frame={panel} title="Noised data" tone="noised" readout={`t = ${fixed(t)}`} label="Scatter plot of 500 points">
 *             <Dots d={dots(panel, x)} tone="noised" />
 *           </Panel>
 *         }
 *         controls={<Scrubber label="t" term="t" value={t} min={0} max={1} onInput={(v) => figure.set({ t: v })}
 *           playing={playing.value} onPlay={(on) => { playing.value = on; }} />}
 *       />
 *     );
 *   }
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { TrainedKind } from '../../src/engine/kinds';
import { Button } from '../control/Button';
import { Chip, type ChipProps } from '../control/Chip';
import { ErrorLine } from '../control/ErrorLine';
import { keepFocus } from '../control/focus';
import { Scope } from '../control/scope';
import { Summary } from '../control/Summary';
import { Undo } from '../control/Undo';
import { Panels } from './Panel';
import { grouped } from '../../src/picture/numbers';
import type { RunSignals } from './run';
import type { FigureState } from './useFigure';
import '../control/forced.css';
import './kit.css';
import './kit/forced.css';

export type Status = 'static' | 'loading' | 'ready' | 'running' | 'paused' | 'done' | 'error';

/** What Astro gives every figure's island. `initial` comes from the chapter and is parsed by the schema. */
export interface IslandProps {
  readonly id: string;
  readonly initial?: Readonly<Record<string, unknown>>;
}

/** Of a run, what its figure's frame needs. */
type Trained = Pick<RunSignals<TrainedKind, unknown>, 'learned' | 'trainTo' | 'goal' | 'undo'>;

export interface ShellProps {
  readonly figure: Pick<
    FigureState<object>,
    'id' | 'attach' | 'problems' | 'link' | 'undo' | 'asked' | 'reducedMotion'
  >;
  readonly status: Status;
  /** What is to be seen now, in a sentence or two made from the state. */
  readonly summary: string;
  /** A plain sentence when something failed. */
  readonly error?: string | null | undefined;
  readonly onDismissError?: (() => void) | undefined;
  /** What trains in the figure: links tell how far it has come, and train it again; starting over is undone. */
  readonly run?: Trained | null;
  /** `Panel`s for one row. More rows: `Panels` in `children`. */
  readonly panels: ComponentChildren;
  /** One row of controls. */
  readonly controls?: ComponentChildren;
  /** What the chip says beside its link. */
  readonly chip?: Omit<ChipProps, 'link'>;
  /** Under the panels, above the controls: second rows of panels, progress, readouts. */
  readonly children?: ComponentChildren;
  /** Under the controls: second rows of panels, settings folded away. */
  readonly after?: ComponentChildren;
}

/**
 * A browser that translates puts its own text in the place of ours, which then no longer follows the figure. Said in the page as built;
 * Preact knows the attribute as a property only, which takes no "no".
 */
const untranslated: object = { translate: 'no' };

export function Shell(props: ShellProps) {
  const { figure, status, summary, error, onDismissError, run = null, panels, controls, chip, children, after } = props;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => (root.current ? figure.attach(root.current) : undefined), [figure]);
  useEffect(() => {
    if (!root.current) return undefined;
    root.current.translate = false;
    return keepFocus(root.current);
  }, []);
  useEffect(() => {
    root.current?.closest('figure')?.setAttribute('data-status', status);
  }, [status]);
  const problems = figure.problems.value;
  return (
    <Scope.Provider value={figure.id}>
      <div class="f-shell" ref={root} {...untranslated}>
        <Panels>{panels}</Panels>
        {children}
        <ErrorLine message={error} onDismiss={onDismissError} />
        <ErrorLine
          message={problems.length > 0 ? problems.slice(0, 4).join(' ') : null}
          onDismiss={() => {
            figure.problems.value = [];
          }}
        />
        <div class="f-controls">
          {controls}
          <Chip {...chip} link={() => figure.link(run?.learned())} />
        </div>
        <Undo said="The chapter’s settings are back." undo={figure.undo.value} />
        {run && <AskedTraining figure={figure} run={run} />}
        {after}
        <Summary text={summary} />
      </div>
    </Scope.Provider>
  );
}

/** A link to a trained network trains it again: by itself, unless the reader wants nothing to move by itself. */
function AskedTraining({ figure, run }: { readonly figure: ShellProps['figure']; readonly run: Trained }) {
  const asked = figure.asked.value;
  const still = figure.reducedMotion.value;
  const begin = () => {
    // As it is now: a link in the prose may have been followed since this was drawn.
    const steps = figure.asked.peek();
    figure.asked.value = null;
    if (steps !== null) run.trainTo(steps);
  };
  useEffect(() => {
    if (asked === null || still) return undefined;
    // The figure's own settings reach the run first.
    const timer = setTimeout(begin);
    return () => clearTimeout(timer);
  }, [asked, still]);
  const goal = run.goal.value;
  return (
    <>
      {asked !== null && still && (
        <p class="f-asked">
          The link is to a network of {grouped(asked)} steps. <Button onClick={begin}>Train it</Button>
        </p>
      )}
      {goal !== null && (
        <p class="f-asked" role="status">
          The link is to a network of {grouped(goal)} steps. It is trained again.
        </p>
      )}
      <Undo said="The network begins anew." undo={run.undo.value} />
    </>
  );
}

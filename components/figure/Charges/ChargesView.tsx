/** Data as charges on a plate: the lines of their field, and points that come down on them from a far hemisphere. */
import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { Button, Choice, PlayBar, Slider, optionsOf } from '../../control/index';
import { fixed, significant } from '../../../src/picture/index';
import { Controls, More, Shell, useFigure, useFrames, type IslandProps } from '../index';
import { useDerived } from '../kit/useDerived';
import { editOf } from './edit';
import { heightText, setLabels, spaceLabels, summary } from './labels';
import { LinePanel } from './LinePanel';
import { ScenePanel, turned } from './ScenePanel';
import { DownPanel, FluxPanel, SharesPanel } from './SidePanels';
import {
  chargesSchema,
  cloudName,
  cloudNames,
  cloudSizes,
  heightOf,
  howMany,
  lastHeights,
  lineCounts,
  most,
  pickedOf,
  radii,
  setNames,
  tilts,
  type ChargesSettings,
  type CloudName,
  type SetName,
} from './state';
import {
  arrivalsKey,
  arrivalsNow,
  askCloud,
  compute,
  downNow,
  firstShown,
  fluxNow,
  linesKey,
  linesNow,
  sharesNow,
  type Built,
  type Shown,
} from './work';
import './charges.css';

export interface ChargesProps extends IslandProps {
  readonly built?: Built;
}

/** Seconds that the points take to come down, and their jumps where motion is kept down. */
const lasts = 6;
const jumps = 8;

export default function ChargesView({ id, initial, built }: ChargesProps) {
  const playing = useSignal(false);
  const progress = useSignal(0);
  const figure = useFigure({
    id,
    schema: chargesSchema,
    initial,
    onExternal: () => {
      playing.value = false;
    },
  });
  const brief = useRef(false);
  const derived = useDerived<ChargesSettings, Shown>({
    figure,
    first: (s) => firstShown(s, built),
    key: linesKey,
    known: built !== undefined && cloudName(figure.settings.peek()) === null,
    debounce: 120,
    policy: () => (brief.current ? 'finish' : 'restart'),
    run(s, task) {
      brief.current = false;
      if (cloudName(s) === null) return compute(s, task);
      return askCloud(s, task, {
        newest: () => linesKey(figure.settings.peek()),
        brief(is) {
          brief.current = is;
        },
      });
    },
  });
  const s = figure.settings.value;
  const shown = derived.shown.value;
  const lines = useMemo(() => linesNow(s, shown), [linesKey(s), shown.lines, shown.key]);
  const crowd = sharesNow(s, shown, lines);
  const cloud = cloudName(s);
  const flux = useMemo(() => fluxNow(s, shown), [arrivalsKey(s), shown.down]);
  const down = downNow(s, shown);
  const edit = useMemo(() => editOf(figure), [figure]);

  useFrames(figure, playing.value, (seconds) => {
    progress.value = Math.min(1, progress.peek() + seconds / lasts);
    const at = progress.peek();
    const down = figure.reducedMotion.peek() ? Math.floor(at * jumps) / jumps : Math.round(1000 * at) / 1000;
    if (down !== figure.settings.peek().down) figure.set({ down });
    if (at >= 1) playing.value = false;
  });
  const play = () => {
    if (figure.settings.peek().down >= 1) figure.set({ down: 0 });
    progress.value = figure.settings.peek().down;
    playing.value = true;
  };
  const pause = () => {
    playing.value = false;
  };
  const onSet = (name: SetName | CloudName | 'own') => {
    if (name !== 'own') figure.set({ at: name, shifts: [] });
  };

  return (
    <Shell
      figure={figure}
      status={playing.value ? 'running' : 'ready'}
      error={derived.error.value}
      summary={summary(s, lines, crowd, flux, down)}
      panels={
        <>
          {s.space === 'line' ? (
            <LinePanel s={s} lines={lines} edit={edit} />
          ) : (
            <ScenePanel s={s} lines={lines} edit={edit} onTurn={(turn, tilt) => figure.set(turned(turn, tilt))} />
          )}
          <div class="ch-side">
            <FluxPanel s={s} flux={flux} arrivals={cloud ? undefined : arrivalsNow(s, shown)} />
            {cloud ? (
              <DownPanel s={s} crowd={crowd} down={down} />
            ) : (
              <SharesPanel s={s} crowd={crowd} few={crowd === lines.landing} />
            )}
          </div>
        </>
      }
      controls={
        <>
          <PlayBar
            playing={playing.value}
            onPlay={play}
            onPause={pause}
            onReset={() => {
              pause();
              figure.reset();
            }}
            play="Let them down"
            reset="Reset"
          />
          <Slider
            label="height z of the points"
            tone="noised"
            min={0}
            max={1}
            step={0.005}
            value={s.down}
            format={(down) => heightText(heightOf({ ...s, down }))}
            onInput={(down) => {
              pause();
              figure.set({ down });
            }}
          />
          <Slider
            label={s.space === 'line' ? 'radius of the half circle' : 'radius of the hemisphere'}
            log
            {...radii}
            value={s.radius}
            format={(v) => fixed(v, 1)}
            onInput={(radius) => figure.set({ radius })}
          />
        </>
      }
      after={
        <>
          <Controls>
            <Choice
              label="Dimensions"
              showLabel
              options={optionsOf(spaceLabels)}
              value={s.space}
              onChange={(space) => figure.set({ space })}
            />
            <Choice
              label="Charges"
              showLabel
              options={[...setNames, ...cloudNames, ...(typeof s.at === 'string' ? [] : ['own' as const])].map(
                (value) => ({
                  value,
                  label: setLabels[value],
                }),
              )}
              value={typeof s.at === 'string' ? s.at : 'own'}
              onChange={onSet}
            />
            {cloud ? (
              <>
                <Slider
                  label="points of the cloud"
                  tone="data"
                  {...cloudSizes}
                  step={100}
                  value={s.points}
                  format={String}
                  onInput={(points) => figure.set({ points, shifts: [] })}
                />
                <Button onClick={() => edit.add(null)}>Take another</Button>
              </>
            ) : (
              <>
                <Button disabled={howMany(s) >= most} onClick={() => edit.add(null)}>
                  Add a charge
                </Button>
                <Button
                  disabled={howMany(s) <= 1}
                  onClick={() => edit.remove(pickedOf(s) >= 0 ? pickedOf(s) : howMany(s) - 1)}
                >
                  {`Remove charge ${pickedOf(s) >= 0 ? pickedOf(s) + 1 : howMany(s)}`}
                </Button>
              </>
            )}
          </Controls>
          <More summary="Change the lines, the last height and the view">
            <Controls>
              <Slider
                label="last height z"
                tone="noised"
                log
                {...lastHeights}
                value={s.last}
                format={(v) => significant(v, 2)}
                onInput={(last) => figure.set({ last })}
              />
              <Slider
                label={s.space === 'line' ? 'lines' : 'lines, half of them'}
                {...lineCounts}
                step={4}
                value={s.lines}
                format={String}
                onInput={(lines) => figure.set({ lines })}
              />
              {s.space === 'plane' && (
                <>
                  <Slider
                    label="turned"
                    unit="°"
                    min={-180}
                    max={180}
                    step={1}
                    value={s.turn}
                    format={(v) => fixed(v, 0)}
                    onInput={(turn) => figure.set({ turn })}
                  />
                  <Slider
                    label="seen from above"
                    unit="°"
                    {...tilts}
                    step={1}
                    value={s.tilt}
                    format={(v) => fixed(v, 0)}
                    onInput={(tilt) => figure.set({ tilt })}
                  />
                </>
              )}
            </Controls>
          </More>
        </>
      }
    />
  );
}

import renderToString from 'preact-render-to-string';
import { describe, expect, it, vi } from 'vitest';
import {
  Area,
  Axes,
  createFigure,
  Digit,
  Dots,
  Label,
  Line,
  linkTo,
  Marker,
  number,
  Panel,
  Panels,
  Picture,
  Rule,
  schema,
  seed,
  Shell,
  useFigure,
  useFrames,
  type FigureState,
  type IslandProps,
  type SettingsOf,
} from '../../components/figure';
import { everyFrame } from '../../components/figure/visible';
import { batch } from '../../src/core/batch';
import { dots, frame, pixels, squareFrame } from '../../src/picture';
import { mount } from './dom';

const settings = schema({ t: number(0.5, { min: 0, max: 1 }), seed: seed(7) });
type Settings = SettingsOf<typeof settings>;

let latest: FigureState<Settings>;
const external = vi.fn();

/** The smallest whole figure. */
function Cloud({ id, initial, running = false }: IslandProps & { running?: boolean }) {
  const figure = useFigure({ id, schema: settings, initial, onExternal: external });
  latest = figure;
  const { t, seed: s } = figure.settings.value;
  useFrames(figure, running, (seconds) => figure.set({ t: Math.min(1, t + seconds) }));
  const panel = squareFrame(2);
  return (
    <Shell
      figure={figure}
      status={running ? 'running' : 'ready'}
      summary={`t is ${t}.`}
      chip={{ backend: 'SIMD', seed: s }}
      panels={
        <Panel frame={panel} title="Noised" tone="noised" readout={`t = ${t}`} label="Scatter plot">
          <Dots d={dots(panel, batch([t, t], 2))} tone="noised" />
        </Panel>
      }
    />
  );
}

describe('a figure as built', () => {
  it('is left alone by a browser that translates: its texts follow its state', () => {
    expect(renderToString(<Cloud id="fig-x" />)).toMatch(/^<div class="f-shell" translate="no"/);
  });

  const html = renderToString(<Cloud id="fig-x" initial={{ t: 0.25 }} />);

  it('shows the computed picture, names and numbers of the chapter’s settings', () => {
    expect(html).toContain('viewBox="0 0 284 284" style="--units:284;" role="img" aria-label="Scatter plot"');
    expect(html).toContain('d="M159.25,124.75h0"');
    expect(html).toContain('<p class="f-title">Noised</p><p class="f-readout">t = 0.25</p>');
    expect(html).toContain('t is 0.25.');
    expect(html).toContain('SIMD');
    expect(html).toContain('seed 7');
  });

  it('has marks with tones, never colours', () => {
    const f = frame({ width: 300, height: 200, margin: 30, x: [0, 1], y: [0.001, 10], yLog: true });
    const marks = renderToString(
      <Panels>
        <Panel frame={f} label="Chart" interactive term="alphabar">
          <Axes frame={f} x={{ label: 'time t' }} y={{ label: 'loss' }} />
          <Line d="M0,0" tone="model" dash="4 3" term="loss" />
          <Area d="M0,0" tone="exact" />
          <Label x={1.234} y={2} tone="model">
            loss
          </Label>
          <Marker x={1} y={2} tone="data" filled={false} />
          <Rule frame={f} x={0.5} y={1} />
          <Picture href={pixels([0], 1)} width={28} />
        </Panel>
        <Panel ratio={3} label="Digits">
          <Digit href={pixels([0], 1)} label="A seven" />
        </Panel>
      </Panels>,
    );
    expect(marks).toContain('role="group"');
    expect(marks).toContain('data-shape="wide"');
    expect(marks).toContain('time t \u2192');
    expect(marks).toContain('\u2191 loss');
    expect(marks).toContain('>0.001<');
    expect(marks).toContain('alt="A seven"');
    expect(marks).not.toMatch(/#[0-9a-f]{3,6}"|rgb\(/i);
  });

  it('leaves an axis out on request', () => {
    const f = squareFrame(1);
    expect(renderToString(<Axes frame={f} x={false} y={false} />)).not.toContain('<text');
  });
});

describe('a figure in the page', () => {
  it('starts from the chapter’s settings, then follows the address', () => {
    const page = mount(
      <Cloud id="fig-x" initial={{ t: 0.25 }} />,
      linkTo('fig-x', { t: 0.75, seed: 12 }).split('#')[0],
    );
    expect(latest.settings.value).toEqual({ t: 0.75, seed: 12 });
    expect(external).toHaveBeenLastCalledWith({ t: 0.75, seed: 12 });
    expect(page.find('.f-readout').textContent).toBe('t = 0.75');
    page.unmount();
  });

  it('reports its state on the figure element', () => {
    const page = mount(<Cloud id="fig-x" />);
    const element = page.root.closest('figure');
    expect(element?.getAttribute('data-status')).toBe('ready');
    page.rerender(<Cloud id="fig-x" running />);
    expect(element?.getAttribute('data-status')).toBe('running');
    page.unmount();
  });

  it('is set by links in the prose, keeps the rest, and says what it did not understand', () => {
    const page = mount(<Cloud id="fig-x" />);
    latest.set({ seed: 3 });
    const element = page.root.closest('figure') as Element;
    page.send(element, 'figure:set', { detail: { t: 0.1 } });
    expect(latest.settings.value).toEqual({ t: 0.1, seed: 3 });
    page.send(element, 'figure:set', { detail: { t: 4 } });
    expect(latest.settings.value).toEqual({ t: 0.1, seed: 3 });
    expect(page.find('.c-error p').textContent).toContain('t is 4 (expected 0 to 1); using 0.1');
    page.send(page.find('.c-error button'), 'click');
    expect(latest.problems.value).toEqual([]);
    page.unmount();
    page.send(element, 'figure:set', { detail: { t: 0.9 } });
    expect(latest.settings.value.t).toBe(0.1);
  });

  it('takes up what a link in the prose left while it was asleep, once', () => {
    const sleeping = mount(null);
    const element = sleeping.root.closest('figure') as HTMLElement;
    element.dataset['pending'] = '{"t":0.2}';
    sleeping.rerender(<Cloud id="fig-x" />);
    expect(latest.settings.value.t).toBe(0.2);
    expect(element.dataset['pending']).toBeUndefined();
    element.dataset['pending'] = '{"t":0.3}';
    sleeping.send(element, 'figure:set', { detail: { t: 0.3 } });
    expect(element.dataset['pending']).toBeUndefined();
    sleeping.rerender(null);
    element.dataset['pending'] = '{broken';
    sleeping.rerender(<Cloud id="fig-x" />);
    expect(latest.problems.value[0]).toMatch(/expected named values/);
    sleeping.unmount();
  });

  it('hears from a link how far a network was trained, and tells it on', () => {
    const opened = (search: string) => {
      const page = mount(<Cloud id="fig-x" initial={{ t: 0.25 }} />, search);
      const found = [latest.asked.value, latest.problems.value];
      page.unmount();
      return found;
    };
    expect(opened('?fig-x=1;t:0.5;trainedSteps:300')).toEqual([300, []]);
    const page = mount(<Cloud id="fig-x" />);
    expect(latest.link(300)).toContain(';trainedSteps:300#');
    expect(latest.link()).not.toContain('trainedSteps');
    page.unmount();
    for (const bad of ['0', '-0', '1.5', '-3', 'many', 'NaN', 'null', '1,2', '1e9', '200001']) {
      const [asked, problems] = opened(`?fig-x=1;trainedSteps:${bad}`);
      expect(asked).toBeNull();
      expect(String(problems)).toContain('expected a whole number of steps from 1 to 200000');
    }
    expect(opened('?fig-x=1;t:0.5')).toEqual([null, []]);
  });

  it('asks for no network of a link once its settings are those of another, or the chapter’s', () => {
    const search = '?fig-x=1;t:0.5;trainedSteps:300';
    const page = mount(<Cloud id="fig-x" />, search);
    page.send(page.root.closest('figure') as Element, 'figure:set', { detail: { t: 0.1 } });
    expect(latest.asked.value).toBeNull();
    page.unmount();
    const again = mount(<Cloud id="fig-x" />, search);
    expect(latest.asked.value).toBe(300);
    latest.reset();
    expect(latest.asked.value).toBeNull();
    again.unmount();
  });

  it('survives any address, and says so', () => {
    const page = mount(<Cloud id="fig-x" />, '?fig-x=%%%garbage');
    expect(latest.settings.value).toEqual({ t: 0.5, seed: 7 });
    expect(page.root.textContent).toContain('could not be read');
    page.unmount();
  });

  it('gives a link that brings the same figure back, and resets to the chapter’s', () => {
    const page = mount(<Cloud id="fig-x" initial={{ t: 0.25 }} />);
    latest.set({ t: 0.5, seed: 9 });
    const link = new URL(latest.link());
    expect(link.href).toBe('https://example.org/book/?fig-x=1;t:0.5;seed:9#fig-x');
    latest.reset();
    expect(latest.settings.value).toEqual({ t: 0.25, seed: 7 });
    page.unmount();
    const again = mount(<Cloud id="fig-x" initial={{ t: 0.25 }} />, link.search);
    expect(latest.settings.value).toEqual({ t: 0.5, seed: 9 });
    again.unmount();
  });

  it('runs frames only while running, and stops when it leaves', async () => {
    const page = mount(<Cloud id="fig-x" />);
    await new Promise((done) => {
      setTimeout(done, 20);
    });
    expect(latest.settings.value.t).toBe(0.5);
    page.rerender(<Cloud id="fig-x" running />);
    await vi.waitFor(() => expect(latest.settings.value.t).toBeGreaterThan(0.5));
    page.unmount();
    await new Promise((done) => {
      setTimeout(done, 5);
    });
    const { t } = latest.settings.value;
    await new Promise((done) => {
      setTimeout(done, 20);
    });
    expect(latest.settings.value.t).toBe(t);
  });

  it('lets no gap leap', () => {
    const steps: number[] = [];
    const queue: ((now: number) => void)[] = [];
    vi.stubGlobal('requestAnimationFrame', (f: (now: number) => void) => queue.push(f));
    vi.stubGlobal('cancelAnimationFrame', () => queue.splice(0));
    const stop = everyFrame((s) => steps.push(s));
    for (const now of [1000, 1016, 61_000]) queue.shift()?.(now);
    stop();
    expect(queue).toHaveLength(0);
    expect(steps).toEqual([0, 0.016, 0.1]);
    vi.unstubAllGlobals();
  });

  it('can be made without a component', () => {
    const figure = createFigure({ id: 'f', schema: settings, initial: { t: 2 } });
    expect(figure.settings.value.t).toBe(0.5);
    expect(figure.problems.value).toEqual(['t is 2 (expected 0 to 1); using 0.5']);
  });

  it('takes a reset back, until something is changed', () => {
    const figure = createFigure({ id: 'f', schema: settings, initial: { t: 0.25 } });
    figure.reset();
    expect(figure.undo.value, 'nothing was changed').toBeNull();
    figure.set({ t: 0.75 });
    figure.reset();
    expect(figure.settings.value.t).toBe(0.25);
    figure.undo.value?.();
    expect(figure.settings.value.t).toBe(0.75);
    expect(figure.undo.value).toBeNull();
    figure.reset();
    figure.set({ t: 0.5 });
    expect(figure.undo.value).toBeNull();
  });
});

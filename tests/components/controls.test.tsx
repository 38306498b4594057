import renderToString from 'preact-render-to-string';
import { describe, expect, it, vi } from 'vitest';
import { fromPosition } from '../../components/control/Slider';
import {
  Button,
  Chip,
  Choice,
  ErrorLine,
  FileDrop,
  PlayBar,
  Progress,
  Readout,
  Readouts,
  Scope,
  Scrubber,
  secondsLeft,
  nextSeed,
  SeedBox,
  Slider,
  Summary,
  Toggle,
} from '../../components/control';
import { mount } from './dom';

const none = () => undefined;

describe('as the server renders them', () => {
  it('a slider has a name, a value in words, its symbol and a real input', () => {
    const html = renderToString(
      <Slider
        label="noise level t"
        term="t"
        tone="noised"
        value={0.5}
        min={0}
        max={1}
        step={0.01}
        format={(v) => v.toFixed(2)}
        onInput={none}
      />,
    );
    expect(html).toContain('data-term="t"');
    expect(html).toContain('tone-noised');
    expect(html).toMatch(
      /<input type="range" min="0" max="1" step="0.01" value="0.5" aria-label="noise level t" aria-valuetext="0.50"/,
    );
    expect(html).toContain('<span class="c-value" aria-hidden="true">0.50</span>');
  });

  it('a log slider places its value by ratio', () => {
    const html = renderToString(<Slider label="rate" log value={1e-3} min={1e-5} max={1e-1} onInput={none} />);
    expect(html).toContain('value="500"');
    const range = { min: 1e-5, max: 1e-1, log: true };
    expect([fromPosition(0, range), fromPosition(500, range), fromPosition(1000, range)]).toEqual([1e-5, 1e-3, 1e-1]);
    expect(fromPosition(333, range)).toBe(Number(fromPosition(333, range).toPrecision(3)));
  });

  it('a choice is radio buttons, a select when long, both when only too wide for a phone', () => {
    const options = (n: number, label = 'Two') => Array.from({ length: n }, (_, i) => ({ value: `v${i}`, label }));
    const few = renderToString(<Choice label="Preset" options={options(3)} value="v1" onChange={none} />);
    expect(few.match(/type="radio"/g)).toHaveLength(3);
    expect(few.match(/checked/g)).toHaveLength(1);
    expect(few).not.toContain('<select');
    const many = renderToString(<Choice label="Preset" options={options(6)} value="v1" onChange={none} />);
    expect(many).not.toContain('radio');
    expect(many).toContain('<option value="v1" selected');
    const wide = renderToString(
      <Choice label="Preset" options={options(4, 'Eight Gaussians')} value="v1" onChange={none} />,
    );
    expect(wide).toContain('radio');
    expect(wide).toContain('<select');
  });

  it('radio groups of two figures do not share a name', () => {
    const group = (scope: string) =>
      renderToString(
        <Scope.Provider value={scope}>
          <Choice label="P" options={[{ value: 'a', label: 'A' }]} value="a" onChange={none} />
        </Scope.Provider>,
      );
    const name = (html: string) => /name="([^"]+)"/.exec(html)?.[1];
    expect(name(group('fig-a'))).toContain('fig-a');
    expect(name(group('fig-a'))).not.toBe(name(group('fig-b')));
  });

  it('the others name themselves', () => {
    expect(renderToString(<Toggle label="Keep" value onChange={none} />)).toMatch(
      /type="checkbox" role="switch" checked/,
    );
    expect(
      renderToString(
        <Button pressed onClick={none}>
          Hold
        </Button>,
      ),
    ).toContain('aria-pressed="true"');
    expect(renderToString(<Progress label="Training" value={0.25} elapsed={3} onStop={none} />)).toMatch(
      /25\u00a0%, 9.0 s left/,
    );
    expect(
      renderToString(
        <Readouts>
          <Readout label="steps" value="312" unit="of 400" />
        </Readouts>,
      ),
    ).toContain('<dt>steps</dt><dd>312 of 400</dd>');
    expect(renderToString(<Chip backend="SIMD" speed="980 steps/s" seed={7} link={() => ''} />)).toMatch(
      /SIMD, 980 steps\/s<.*seed 7<.*copy link/,
    );
    expect(renderToString(<ErrorLine message="steps is 9000 (expected 1 to 200); using 20" />)).toContain(
      'role="alert"',
    );
    expect(renderToString(<Summary text="500 points." />)).toMatch(/aria-live="polite">500 points.</);
    expect(renderToString(<FileDrop label="Open a picture" accept="image/*" onFiles={none} />)).toMatch(
      /Open a picture<input[^>]*type="file" accept="image\/\*"/,
    );
  });

  it('an estimate of time left is given only when there is something to go by', () => {
    expect([secondsLeft(0.01, 5), secondsLeft(0.5, 0), secondsLeft(0.5, 4), secondsLeft(1, 4)]).toEqual([
      null,
      null,
      4,
      0,
    ]);
  });
});

describe('in use', () => {
  it('a slider reports the value at every movement and when let go', () => {
    const onInput = vi.fn();
    const onCommit = vi.fn();
    const page = mount(<Slider label="t" value={0.5} min={0} max={1} onInput={onInput} onCommit={onCommit} />);
    const input = page.find<HTMLInputElement>('input');
    input.value = '0.25';
    page.send(input, 'input');
    page.send(input, 'change');
    expect(onInput).toHaveBeenCalledWith(0.25);
    expect(onCommit).toHaveBeenCalledWith(0.25);
  });

  it('a choice reports what was chosen', () => {
    const onChange = vi.fn();
    const page = mount(
      <Choice
        label="P"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
        value="a"
        onChange={onChange}
      />,
    );
    page.send(page.find('input[value=b]'), 'change');
    expect(onChange).toHaveBeenCalledWith('b');
  });

  it('the play bar says what the button does now', () => {
    const [onPlay, onPause, onStep, onReset, onSpeed] = [vi.fn(), vi.fn(), vi.fn(), vi.fn(), vi.fn()];
    const bar = (playing: boolean, loading = false) => (
      <PlayBar
        playing={playing}
        loading={loading}
        play="Train"
        onPlay={onPlay}
        onPause={onPause}
        onStep={onStep}
        onReset={onReset}
        speeds={[1, 4]}
        speed={1}
        onSpeed={onSpeed}
      />
    );
    const page = mount(bar(false));
    expect(page.all('button').map((b) => b.textContent)).toEqual(['Train', 'Step', 'Start over']);
    page.send(page.find('button'), 'click');
    expect(onPlay).toHaveBeenCalledOnce();
    page.rerender(bar(true));
    expect(page.find('button').textContent).toBe('Pause');
    expect(page.all('button')[1].hasAttribute('disabled')).toBe(true);
    page.send(page.find('button'), 'click');
    expect(onPause).toHaveBeenCalledOnce();
    page.rerender(bar(false, true));
    expect(page.find('button').hasAttribute('disabled')).toBe(true);
  });

  it('a scrubber plays and pauses', () => {
    const onPlay = vi.fn();
    const page = mount(<Scrubber label="t" value={0} min={0} max={1} onInput={none} playing={false} onPlay={onPlay} />);
    page.send(page.find('button'), 'click');
    expect(onPlay).toHaveBeenCalledWith(true);
  });

  it('a seed box takes whole numbers only, and the next seed without any randomness', () => {
    const onChange = vi.fn();
    const page = mount(<SeedBox value={7} onChange={onChange} />);
    const input = page.find<HTMLInputElement>('input');
    for (const text of ['', '1.5', '-2', '3000000000', '12']) {
      input.value = text;
      page.send(input, 'change');
    }
    page.send(page.find('button'), 'click');
    expect(onChange.mock.calls).toEqual([[12], [8]]);
    expect([nextSeed(7, 3), nextSeed(2_147_483_647), nextSeed(2_147_483_646, 3)]).toEqual([10, 0, 1]);
  });

  it('copy link copies, or shows the address where there is no clipboard', async () => {
    const writeText = vi
      .fn<(text: string) => Promise<void>>()
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(new Error('refused'));
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    const page = mount(<Chip seed={7} link={() => 'https://example.org/?fig=1'} />);
    page.send(page.find('button'), 'click');
    await vi.waitFor(() => expect(page.find('button').textContent).toBe('link copied'));
    expect(writeText).toHaveBeenCalledWith('https://example.org/?fig=1');
    page.send(page.find('button'), 'click');
    await vi.waitFor(() =>
      expect(page.find<HTMLInputElement>('input').getAttribute('value')).toBe('https://example.org/?fig=1'),
    );
    page.unmount();
    vi.unstubAllGlobals();
  });

  it('the summary speaks at most once every few seconds, and says the last thing', async () => {
    const page = mount(<Summary text="one" every={1.5} />);
    for (const text of ['two', 'three', 'four']) page.rerender(<Summary text={text} every={1.5} />);
    await vi.waitFor(() => expect(page.root.textContent).toBe('four'), { timeout: 20_000 });
    page.rerender(<Summary text="five" every={1.5} />);
    await new Promise((done) => {
      setTimeout(done, 30);
    });
    expect(page.root.textContent).toBe('four');
    await vi.waitFor(() => expect(page.root.textContent).toBe('five'), { timeout: 20_000 });
  });

  it('a dropped file arrives once, one unless several are wanted', () => {
    const onFiles = vi.fn();
    const page = mount(<FileDrop label="Open" onFiles={onFiles} />);
    const files = [{ name: 'a' }, { name: 'b' }];
    const event = page.send(page.find('.c-drop'), 'drop', { dataTransfer: { files } });
    expect(event.defaultPrevented).toBe(true);
    expect(onFiles).toHaveBeenCalledWith([{ name: 'a' }]);
  });

  it('a drop zone goes out wherever the file is let go', () => {
    const page = mount(<FileDrop label="Open" onFiles={none} />);
    for (const end of [
      () => page.send(page.find('.c-drop'), 'drop', { dataTransfer: { files: [] } }),
      () => page.send(page.window.document.body, 'drop'),
      () => page.send(page.window.document.body, 'dragend'),
      () => page.send(page.find('.c-drop'), 'dragleave'),
    ]) {
      page.send(page.find('.c-drop'), 'dragover', { dataTransfer: { types: ['Files'] } });
      expect(page.find('.c-drop').hasAttribute('data-over')).toBe(true);
      end();
      expect(page.find('.c-drop').hasAttribute('data-over')).toBe(false);
    }
  });

  it.each(['-1', '4294967296', '1.5', ''])(
    'a seed box shows the seed in force again after “%s”, and says why',
    (text) => {
      const page = mount(<SeedBox value={7} onChange={none} />);
      const input = page.find<HTMLInputElement>('input');
      input.value = text;
      page.send(input, 'change');
      expect(input.value).toBe('7');
      expect(page.find('[role=status]').textContent).toMatch(/is no seed \(expected a whole number.*stays 7\.$/);
      page.rerender(<SeedBox value={8} onChange={none} />);
      expect(page.find('[role=status]').textContent).toBe('');
    },
  );

  it('a button that is switched off under the hand keeps the focus, and does nothing', () => {
    const onClick = vi.fn();
    const button = (disabled: boolean) => (
      <Button disabled={disabled} onClick={onClick}>
        Train
      </Button>
    );
    const page = mount(button(false));
    page.send(page.find('button'), 'focus');
    page.rerender(button(true));
    expect(page.find('button').hasAttribute('disabled')).toBe(false);
    expect(page.find('button').getAttribute('aria-disabled')).toBe('true');
    page.send(page.find('button'), 'click');
    expect(onClick).not.toHaveBeenCalled();
    page.send(page.find('button'), 'blur');
    expect(page.find('button').hasAttribute('disabled')).toBe(true);
  });
});

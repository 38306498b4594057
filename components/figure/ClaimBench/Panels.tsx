/** The two charts of a claim: what each seed gave, and each question's interval against its threshold. */
import { batch } from '../../../src/core/batch';
import type { Answer, Claim, Judgement, Row, Series } from '../../../src/core/claims/index';
import type { Interval } from '../../../src/core/statistics/index';
import { dots, type Frame } from '../../../src/picture/index';
import { Axes, Dots, Label, Panel } from '../index';
import { answerFrame, axisTicks, clamped, lane, measuredFrame, strip, type Strip } from './chart';
import { centreText, intervalText, sides, tones, unitOf } from './words';

/** A mean or a median with its interval: a bar with a waist. */
function Bar({
  box,
  at,
  interval,
  tone,
  thin,
}: {
  readonly box: Frame;
  readonly at: number;
  readonly interval: Interval;
  readonly tone: string;
  readonly thin: boolean;
}) {
  const [low, middle, high] = [interval.low, interval.value, interval.high].map(
    (v) => Math.round(clamped(box, v) * 10) / 10,
  );
  return (
    <g class={`cb-bar tone-${tone}`} data-thin={thin ? '' : undefined}>
      <path d={`M${low},${at}H${high}`} />
      <path d={`M${middle},${at - 7}V${at + 7}`} />
    </g>
  );
}

function Lane({
  box,
  series,
  i,
  recorded,
  live,
  unit,
}: {
  readonly box: Frame;
  readonly series: Series;
  readonly i: number;
  readonly recorded: Strip | null;
  readonly live: Strip | null;
  readonly unit: 'share' | 'number';
}) {
  const tone = tones[series.of];
  const y = (part: number) => box.top + (i + part) * lane;
  const cloud = ({ values }: Strip, part: number) =>
    dots(
      box,
      batch(
        values.flatMap((v) => [v, i + part]),
        2,
      ),
    );
  return (
    <g data-series={series.key}>
      <Label x={box.left} y={y(0.3)} tone={tone}>
        {series.label}
      </Label>
      {recorded && (
        <text class="f-label cb-number" x={box.right} y={y(0.3)} text-anchor="end">
          {intervalText(recorded.interval, unit)}
        </text>
      )}
      {recorded && <Bar box={box} at={y(0.52)} interval={recorded.interval} tone={tone} thin={false} />}
      {recorded && <Dots d={cloud(recorded, 0.52)} tone={tone} size={6} opacity={0.5} />}
      {live && <Bar box={box} at={y(0.82)} interval={live.interval} tone={tone} thin />}
      {live?.values
        .filter((v) => box.contains(v, i + 0.5))
        .map((v, k) => (
          <circle key={k} class={`cb-live tone-${tone}`} cx={Math.round(box.x(v) * 10) / 10} cy={y(0.82)} r={3.4} />
        ))}
    </g>
  );
}

export function MeasuredPanel({
  claim,
  recorded,
  live,
}: {
  readonly claim: Claim;
  readonly recorded: readonly Row[];
  readonly live: readonly Row[];
}) {
  const box = measuredFrame(claim, [...recorded, ...live]);
  const unit = unitOf(claim);
  return (
    <Panel
      frame={box}
      border={false}
      title="Each seed"
      readout={
        live.length > 0
          ? `Filled: the record, ${recorded.length} seeds. Rings: run here, ${live.length}.`
          : `The record: ${recorded.length} seeds, and the ${centreText(claim)} of each row with its 95\u00a0% interval.`
      }
      label={`${claim.axis.label} of every seed: ${claim.series.map(({ label, key }) => `${label} ${intervalText(strip(claim, recorded, key)!.interval, unit)}`).join('; ')}`}
    >
      <Axes frame={box} x={{ label: claim.axis.label, ticks: axisTicks(box, unit) }} y={false} />
      {claim.series.map((series, i) => (
        <Lane
          key={series.key}
          box={box}
          series={series}
          i={i}
          unit={unit}
          recorded={strip(claim, recorded, series.key)}
          live={strip(claim, live, series.key)}
        />
      ))}
    </Panel>
  );
}

/** One question: for at one side of the threshold, against at the other, and where the intervals lie. */
export function AnswerPanel({
  answer,
  live,
  both,
}: {
  readonly answer: Answer;
  readonly live: Answer | undefined;
  readonly both: Answer | undefined;
}) {
  const shown = [answer, live, both].filter((one) => one !== undefined);
  const box = answerFrame(
    answer,
    shown.map(({ interval }) => interval),
  );
  const at = Math.round(clamped(box, answer.test.threshold));
  const { below, above } = sides(answer.test);
  const holds =
    answer.test.holds === 'above' ? { x: at, width: box.right - at } : { x: box.left, width: at - box.left };
  return (
    <Panel
      frame={box}
      border={false}
      label={`${answer.test.label}: ${intervalText(answer.interval, answer.test.unit)}; ${below}, ${above}`}
    >
      <rect class="cb-for" x={holds.x} y={box.top} width={Math.max(0, holds.width)} height={box.bottom - box.top} />
      <path class="cb-threshold" d={`M${at},${box.top}V${box.bottom}`} />
      <Label x={box.left} y={box.top - 6}>
        {answer.test.label}
      </Label>
      {shown.map(({ interval }, k) => (
        <Bar
          key={k}
          box={box}
          at={box.top + ((box.bottom - box.top) * (k + 1)) / (shown.length + 1)}
          interval={interval}
          tone={k === 0 ? 'ink' : 'noised'}
          thin={k > 0}
        />
      ))}
      <text class="f-label cb-side" x={box.left} y={box.bottom + 15}>{`← ${below}`}</text>
      <text class="f-label cb-side" x={box.right} y={box.bottom + 15} text-anchor="end">{`${above} →`}</text>
    </Panel>
  );
}

export function answersOf(judgement: Judgement | undefined, i: number): Answer | undefined {
  return judgement?.answers[i];
}

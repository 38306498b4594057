/** A claim on the bench: what is said, how it is tested, what was found, and the same run in this page. */
import { benched, type BenchedName, type Claim } from '../../../src/core/claims/index';
import { duration, significant } from '../../../src/picture/index';
import { Button, Progress, SeedBox, Slider } from '../../control/index';
import { Controls, More, Shell } from '../index';
import { AnswerPanel, answersOf, MeasuredPanel } from './Panels';
import { liveSeeds, type Measured, type Recorded } from './state';
import { Numbers } from './Numbers';
import { slowerHere, useClaimBench, type ClaimBenchProps } from './useClaimBench';
import { answerText, lines, repetition, runText, summary, verdictText } from './words';
import './claim-bench.css';

const nothing: Measured = { seeds: [], rows: [] };

export default function ClaimBenchView(props: ClaimBenchProps) {
  const bench = useClaimBench(props);
  const { figure, running, error } = bench;
  const s = figure.settings.value;
  const recorded = bench.recorded.value;
  const live = bench.live.value;
  const shown =
    live && live.rows.length > 0 ? { seeds: live.seeds.slice(0, live.rows.length), rows: live.rows } : nothing;
  const claim: Claim = benched[s.claim];
  const seeds = liveSeeds(s);
  const status = error.value
    ? 'error'
    : running.value
      ? 'running'
      : live
        ? live.done === 1
          ? 'done'
          : 'paused'
        : 'ready';
  return (
    <Shell
      figure={figure}
      status={recorded ? status : 'loading'}
      summary={recorded ? summary(s.claim, recorded, shown) : `Fetching the record of ${claim.title}.`}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed, ...(live?.backend && { backend: live.backend, speed: duration(live.elapsed) }) }}
      panels={
        recorded && (
          <div class="cb-row">
            <Terms claim={claim} />
            <div>
              <MeasuredPanel claim={claim} recorded={recorded.rows} live={shown.rows} />
            </div>
          </div>
        )
      }
      controls={
        recorded && (
          <>
            {!running.value && (
              <Button kind="primary" onClick={bench.run}>
                {runText(recorded, seeds.length, slowerHere.value)}
              </Button>
            )}
            {live && !running.value && <Button onClick={bench.forget}>Clear</Button>}
          </>
        )
      }
      after={
        <More summary="Other seeds, all numbers">
          <Controls>
            <Slider
              label="seeds"
              min={1}
              max={20}
              step={1}
              value={seeds.length}
              format={String}
              onInput={(count) => figure.set({ count })}
            />
            <SeedBox label="First seed" value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={() => figure.set({ seed: recorded?.seeds[0] ?? s.seed })}>The record’s own</Button>
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
          {recorded && <Numbers claim={claim} recorded={recorded} live={shown} />}
        </More>
      }
    >
      {recorded && <Found name={s.claim} recorded={recorded} live={shown} />}
      {running.value && (
        <Progress
          label={`Seed ${Math.min(shown.rows.length + 1, seeds.length)} of ${seeds.length}`}
          value={live?.done ?? 0}
          elapsed={live?.elapsed ?? 0}
          onStop={bench.stop}
        />
      )}
    </Shell>
  );
}

/** What is claimed and what would settle it. */
function Terms({ claim }: { readonly claim: Claim }) {
  return (
    <dl class="cb-terms">
      <dt>It is said</dt>
      <dd class="cb-said">{claim.said}</dd>
      <dt>The test</dt>
      <dd>{claim.test}</dd>
      <dt>Counts for it</dt>
      <dd>{claim.counts.for}</dd>
      <dt>Against it</dt>
      <dd>{claim.counts.against}</dd>
    </dl>
  );
}

/** Each question’s interval, the verdict that follows, and what would change it. */
function Found({
  name,
  recorded,
  live,
}: {
  readonly name: BenchedName;
  readonly recorded: Recorded;
  readonly live: Measured;
}) {
  const claim: Claim = benched[name];
  const all = lines(claim, recorded, live);
  const of = (from: string) => all.find((line) => line.from === from)?.judgement;
  const repeated = repetition(recorded, live);
  return (
    <div class="cb-row cb-found">
      <div class="cb-verdict">
        {all.map(({ from, judgement }) => (
          <div key={from} data-from={from}>
            <p class="cb-word">
              <span>{from}</span> <strong data-verdict={judgement.verdict}>{verdictText(judgement)}</strong>
            </p>
            <ul>
              {judgement.answers.map((answer) => (
                <li key={answer.test.label} data-outcome={answer.outcome}>
                  {answerText(answer)}.
                </li>
              ))}
            </ul>
          </div>
        ))}
        {repeated !== null && (
          <p class="cb-soft">
            The same seeds as the record’s: the numbers differ by{' '}
            {repeated === 0 ? 'nothing' : `at most one part in ${significant(1 / Math.max(repeated, 1e-12), 1)}`}.
          </p>
        )}
        <p class="cb-soft">
          <b>What would change it.</b> {claim.change}
        </p>
      </div>
      <div class="cb-answers">
        {all[0].judgement.answers.map((answer, i) => (
          <AnswerPanel
            key={answer.test.label}
            answer={answer}
            live={answersOf(of('Run here'), i)}
            both={answersOf(of('Both together'), i)}
          />
        ))}
        {all.length > 1 && (
          <p class="cb-soft">
            Thick: the record. Thin:{' '}
            {all
              .slice(1)
              .map(({ from }) => from.toLowerCase())
              .join(', then ')}
            .
          </p>
        )}
      </div>
    </div>
  );
}

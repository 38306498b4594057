import { describe, expect, it } from 'vitest';
import { digitNoise, noisedPicture } from '../../components/figure/ForwardNoise/digit';
import {
  answerGuess,
  createGuesser,
  guessKey,
  pictureError,
  type GuessQuestion,
  type Oracle,
} from '../../components/figure/ForwardNoise/guess';
import { forwardNoiseSchema } from '../../components/figure/ForwardNoise/settings';
import { cleanPicture, scheduleOf } from '../../components/figure/ForwardNoise/state';
import { decode, encode } from '../../components/figure/link';
import { builtAsks } from '../../components/figure/built-asks';

const built: Oracle = { guess: builtAsks.guess, judge: builtAsks.judge };

function question(t: number, told: number | null): GuessQuestion {
  const settings = { ...forwardNoiseSchema.defaults, t, told };
  const { x0 } = cleanPicture(settings, null);
  const schedule = scheduleOf(settings.schedule);
  return {
    key: guessKey(settings),
    x0,
    xt: noisedPicture(x0, digitNoise(settings.seed), schedule.alpha(t), schedule.sigma(t)),
    t,
    schedule: settings.schedule,
    told,
  };
}

describe('the network’s guess', () => {
  it('is near the clean picture under little noise, further under more, always nearer than the noised one, and a blur at the end', async () => {
    const errors: number[] = [];
    for (const t of [0.05, 0.5, 0.8, 1]) {
      const asked = question(t, null);
      const {
        guesses: [guess],
      } = await answerGuess(asked, built);
      errors.push(guess.error);
      expect(guess.error).toBeLessThan(pictureError(asked.xt, asked.x0));
      if (t <= 0.5) expect([guess.reads, guess.certainty > 0.9]).toEqual([3, true]);
    }
    expect(errors).toEqual([...errors].sort((a, b) => a - b));
    expect(errors[0]).toBeLessThan(0.1);
  });

  it('believes what it is told where the noise leaves no evidence, and the picture where it does', async () => {
    const late = (await answerGuess(question(0.97, 8), built)).guesses;
    expect(late.map(({ told }) => told)).toEqual([null, 8]);
    expect(late[1].reads).toBe(8);
    expect((await answerGuess(question(0.1, 8), built)).guesses[1].reads).toBe(3);
  });

  it('takes up only the newest of the questions that came while one was under way', async () => {
    const asked: number[] = [];
    let release = () => {};
    const guesser = createGuesser({
      guess: ({ x, times }) => {
        asked.push(times[0]);
        return new Promise((resolve) => {
          release = () => resolve(x.slice() as Float32Array);
        });
      },
      judge: ({ x }) =>
        Promise.resolve({
          classes: new Int32Array(x.length / 784).fill(4),
          logProbabilities: new Float64Array(20),
          features: { data: new Float64Array(0), dim: 1 },
        }),
    });
    const later = () => new Promise((done) => setTimeout(done));
    for (const t of [0.1, 0.2, 0.3]) guesser.ask(question(t, null));
    expect(asked).toEqual([0.1]);
    release();
    await later();
    expect(asked).toEqual([0.1, 0.3]);
    release();
    await later();
    expect(guesser.answered.value?.key).toBe(question(0.3, null).key);
    expect(guesser.answered.value?.guesses[0].reads).toBe(4);
    guesser.dispose();
  });

  it('has what it is told in its link', () => {
    const settings = { ...forwardNoiseSchema.defaults, told: 0 };
    expect(forwardNoiseSchema.parse(decode(encode(forwardNoiseSchema.encode(settings))).values)).toEqual({
      settings,
      problems: [],
    });
    expect(forwardNoiseSchema.parse({ told: 10 }).problems[0]).toContain(
      'told is 10 (expected a whole number from 0 to 9)',
    );
  });
});

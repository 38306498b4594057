import { describe, expect, it } from 'vitest';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule/index';
import { keeping, schedules, seen, times } from './notation-points';

describe('the velocity of chapter 9, in every notation', () => {
  const close = (found: number, wanted: number) => expect(found / wanted).toBeCloseTo(1, 6);

  it('of one journey: the rates of the signal and of the noise of a chain with betas', () => {
    for (const schedule of keeping) {
      for (const t of times) {
        const [alpha, sigma, beta] = [schedule.alpha(t), schedule.sigma(t), schedule.diffusion(t) ** 2];
        close(schedule.dAlpha(t), (-beta * alpha) / 2);
        close(schedule.dSigma(t), (beta * alpha ** 2) / (2 * sigma));
      }
    }
  });

  it('is one number by the denoised point, the noise and the score', () => {
    for (const schedule of schedules) {
      for (const t of times) {
        const { alpha, sigma, x, x0, score } = seen(schedule, t);
        const noise = (x - alpha * x0) / sigma;
        const [dAlpha, dSigma] = [schedule.dAlpha(t), schedule.dSigma(t)];
        const velocity = schedule.drift(t) * x - (schedule.diffusion(t) ** 2 / 2) * score;
        expect(noise).toBeCloseTo(-sigma * score, 8);
        expect(dAlpha * x0 + dSigma * noise).toBeCloseTo(velocity, 6);
        expect((dSigma / sigma) * x + (dAlpha - (alpha * dSigma) / sigma) * x0).toBeCloseTo(velocity, 6);
      }
    }
  });

  it('is what DDPM, EDM and the flow papers write for it', () => {
    for (const t of times) {
      for (const schedule of keeping) {
        const { alpha, sigma, x, x0, score } = seen(schedule, t);
        const beta = schedule.diffusion(t) ** 2;
        const velocity = schedule.dAlpha(t) * x0 + (schedule.dSigma(t) * (x - alpha * x0)) / sigma;
        expect((-beta / 2) * (x - (x - alpha * x0) / sigma / sigma)).toBeCloseTo(velocity, 6);
        expect((-beta / 2) * (x + score)).toBeCloseTo(velocity, 6);
      }
      const ve = seen(makeSchedule(scheduleDefaults.edm), t);
      expect((ve.x - ve.x0) / ve.sigma).toBeCloseTo(-ve.sigma * ve.score, 6);
      const { x, x0, score } = seen(makeSchedule({ kind: 'flow' }), t);
      const velocity = (x - (1 - t) * x0) / t - x0;
      expect((x - x0) / t).toBeCloseTo(velocity, 8);
      expect(-(x + t * score) / (1 - t)).toBeCloseTo(velocity, 6);
      expect(x + (1 - t) * velocity).toBeCloseTo((x - (1 - t) * x0) / t, 8);
      expect(x - t * velocity).toBeCloseTo(x0, 8);
    }
  });

  it('is v by the angle where the variance is kept, and on straight lines v with a weight', () => {
    for (const t of times) {
      const c = Math.hypot(1 - t, t);
      const [x0, noise] = [0.7, -1.3];
      const v = ((1 - t) * noise - t * x0) / c;
      const x = (1 - t) * x0 + t * noise;
      expect(((2 * t - 1) / c ** 2) * x + v / c).toBeCloseTo(noise - x0, 10);
      const angle = (s: number) => Math.atan(s / (1 - s));
      expect((angle(t + 1e-5) - angle(t - 1e-5)) / 2e-5).toBeCloseTo(1 / c ** 2, 6);
      const turned = (psi: number) => Math.cos(psi) * x0 + Math.sin(psi) * noise;
      expect((turned(angle(t) + 1e-5) - turned(angle(t) - 1e-5)) / 2e-5).toBeCloseTo(v, 6);
    }
  });
});

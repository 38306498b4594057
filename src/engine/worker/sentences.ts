/** What the reader is told when a run meets an accident. */
export function diverged(at: number, kept: number, learningRate: number): string {
  return (
    `The loss left the numbers at step ${at}, so training stopped; the weights of step ${kept} are kept. ` +
    `The learning rate was ${learningRate}: try a smaller one.`
  );
}

export function contextLost(kept: number): string {
  return `The graphics context was lost; training goes on from step ${kept}.`;
}

/** A loss beyond this has diverged, finite or not: squared errors here are near 1. */
export const divergedLoss = 1e8;

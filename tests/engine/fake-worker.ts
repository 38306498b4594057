import { type Engine, type WorkerLike, createEngine } from '../../src/engine/client';
import type { Report, Request, RunFacts } from '../../src/engine/protocol';

/** A worker that keeps what it is sent and says what it is told to. */
export class FakeWorker implements WorkerLike {
  readonly sent: Request[] = [];
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  terminated = false;
  postMessage(message: Request): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  report(data: Report): void {
    this.onmessage?.({ data });
  }
  /** A snapshot of the first run, unless told otherwise. */
  tell(snapshot: Partial<RunFacts> & object): void {
    this.report({ type: 'snapshot', snapshot: { ...blank, ...snapshot } });
  }
  types(): string[] {
    return this.sent.map(({ type }) => type);
  }
  /** The messages of one type. */
  of<T extends Request['type']>(type: T): Extract<Request, { type: T }>[] {
    return this.sent.filter((message): message is Extract<Request, { type: T }> => message.type === type);
  }
}

export const blank: RunFacts = {
  run: 'run-1',
  number: 0,
  status: 'running',
  step: 0,
  backend: 'simd',
  reason: '',
  stepsPerSecond: 0,
  flopsPerStep: 0,
  loss: 1,
  spent: { examples: 0, flops: 0, milliseconds: 0 },
  checkpoint: null,
};

/** An engine whose workers are fakes, in the order in which they were started. */
export function fakeEngine(): { readonly engine: Engine; readonly workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const createWorker = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  };
  return { engine: createEngine({ createWorker }), workers };
}

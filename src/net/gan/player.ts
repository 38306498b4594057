import { count, type Batch } from '../../core/batch';
import { ganStepFlops } from '../../core/gan/flops';
import { ganParameters, playerNetworks, type Player } from '../../core/gan/networks';
import type { GanRules } from '../../core/gan/settings';
import { bind } from '../../core/image-network/parameters';
import { averageKept, rateAt } from '../clock';
import { checkedPool } from '../pool';
import type { Backend } from '../trainer';
import { discriminatorDraws, generatorDraws } from './draws';
import { discriminatorGradients, generatorGradients, pullAt, type Players } from './game';
import type { GanLosses, GanTrainer } from './interface';
import { mlpLayers, runMlp } from './mlp';
import type { GanDevices } from './ops';
import { checkSavedGan, type SavedGan } from './saved';
import { checkGanSettings, type GanTrainerSettings } from './settings';
import { startingPlayer, startingVectors } from './start';

const BETA_2 = 0.99;
/** Points that are asked about at a time. */
const CHUNK = 1024;
/** Real points that stand for the data where a point's pull depends on them. */
const OPPONENTS = 256;

/** The game on any backend's pieces. */
export class GamePlayer<T> implements GanTrainer {
  readonly parameters: Readonly<Record<Player, number>>;
  losses: GanLosses = { discriminator: 0, generator: 0, real: 0, fake: 0, penalty: 0 };
  private readonly players: Players<T>;
  private pool: Float32Array | null = null;
  /** Steps of each player. */
  private clock = { generator: 0, discriminator: 0 };

  constructor(
    readonly backend: Backend,
    private readonly devices: GanDevices<T>,
    public settings: GanTrainerSettings,
  ) {
    const networks = this.networks;
    this.parameters = ganParameters(settings.networks);
    this.players = {
      devices,
      generator: mlpLayers(networks.generator),
      discriminator: mlpLayers(networks.discriminator),
    };
    this.reset(settings.seed);
  }

  get steps(): number {
    return this.clock.generator;
  }

  get flopsPerStep(): number {
    return ganStepFlops(this.settings.networks, this.settings);
  }

  get examplesPerStep(): number {
    return this.settings.batchSize * this.settings.discriminatorSteps;
  }

  setData(points: Batch): void {
    this.pool = checkedPool(points, 2);
  }

  configure(change: Partial<GanRules>): void {
    const { networks, seed } = this.settings;
    const next = { ...this.settings, ...change, networks, seed };
    checkGanSettings(next);
    this.settings = next;
  }

  train(steps: number): number {
    if (!Number.isInteger(steps) || steps < 1)
      throw new RangeError(`train(${steps}) (expected an integer, at least 1)`);
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      for (let k = 0; k < this.settings.discriminatorSteps; k++) this.stepDiscriminator();
      this.stepGenerator();
      if (this.devices.generator.lazy && i < steps - 1) continue;
      sum += this.settle();
      if (!Number.isFinite(sum + this.losses.discriminator + this.losses.penalty)) return NaN;
    }
    return sum / steps;
  }

  stepOnly(player: Player): number {
    if (player === 'generator') {
      this.stepGenerator();
      return this.settle();
    }
    this.stepDiscriminator();
    this.settle();
    return this.losses.discriminator + this.losses.penalty;
  }

  /** The gradient of a player's next step (for tests). Nothing is stepped. */
  gradient(player: Player): Float32Array {
    const device = this.devices[player];
    const vectors = this.devices.discriminator.saveVectors();
    device.within(() => void this.gather(player));
    const gradient = device.gradients();
    device.clearGradients();
    this.devices.discriminator.loadVectors(vectors);
    return gradient;
  }

  generate(z: Batch, which: 'ema' | 'raw' = 'ema'): Batch {
    const { generator } = this.devices;
    return this.ask(z, this.settings.networks.latent, 2, (x) => {
      generator.use(which);
      return runMlp(generator, this.players.generator, x);
    });
  }

  discriminate(x: Batch): Float64Array {
    const { discriminator } = this.devices;
    return this.ask(x, 2, 1, (points) => {
      discriminator.use('raw');
      if (this.settings.spectralNorm) discriminator.normalise(false);
      return runMlp(discriminator, this.players.discriminator, points);
    }).data;
  }

  pull(x: Batch): Batch {
    const opponents = this.settings.relativistic ? this.data.subarray(0, 2 * OPPONENTS) : new Float32Array(0);
    return this.ask(x, 2, 2, (points) => pullAt(this.players, this.settings, points, opponents));
  }

  save(): SavedGan {
    const { generator, discriminator } = this.devices;
    return generator.within(() => ({
      networks: this.settings.networks,
      steps: this.clock.generator,
      discriminatorSteps: this.clock.discriminator,
      generator: generator.save(),
      discriminator: discriminator.save(),
      spectral: discriminator.saveVectors(),
    }));
  }

  load(saved: SavedGan): void {
    checkSavedGan(saved, this.settings.networks);
    const { generator, discriminator } = this.devices;
    generator.load(saved.generator);
    discriminator.load(saved.discriminator);
    discriminator.loadVectors(saved.spectral);
    this.clock = { generator: saved.steps, discriminator: saved.discriminatorSteps };
  }

  reset(seed: number): void {
    const { generator, discriminator } = this.networks;
    this.settings = { ...this.settings, seed };
    this.devices.generator.load({ weights: startingPlayer(generator, seed) });
    this.devices.discriminator.load({ weights: startingPlayer(discriminator, seed) });
    this.devices.discriminator.loadVectors(startingVectors(discriminator, seed));
    this.clock = { generator: 0, discriminator: 0 };
    this.losses = { discriminator: 0, generator: 0, real: 0, fake: 0, penalty: 0 };
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    return this.devices.memory();
  }

  dispose(): void {
    this.devices.dispose();
  }

  private get networks() {
    const { generator, discriminator } = playerNetworks(this.settings.networks);
    return { generator: bind(generator), discriminator: bind(discriminator) };
  }

  private get data(): Float32Array {
    if (!this.pool) throw new Error('there are no data to train on (expected setData first)');
    return this.pool;
  }

  private get drawing() {
    const {
      seed,
      networks: { latent },
      batchSize,
      instanceNoise,
    } = this.settings;
    return { seed, latent, batchSize, instanceNoise };
  }

  /** Gathers the gradients of a player's next step; returns what is to be told of it. */
  private gather(player: Player): readonly T[] {
    const { players, settings, clock, drawing } = this;
    if (player === 'generator')
      return [
        generatorGradients(
          players,
          settings,
          generatorDraws(clock.generator, drawing, settings.relativistic ? this.data : undefined),
        ),
      ];
    const draws = discriminatorDraws(this.data, clock.discriminator, settings.gradientPenalty > 0, drawing);
    const { losses, means, penalties } = discriminatorGradients(players, settings, draws);
    return [losses, means, ...penalties];
  }

  private gathered(player: Player): void {
    const device = this.devices[player];
    device.within(() => {
      for (const numbers of this.gather(player)) device.tell(numbers);
    });
  }

  private stepDiscriminator(): void {
    const {
      devices: { discriminator },
      settings,
    } = this;
    this.gathered('discriminator');
    this.clock.discriminator++;
    discriminator.step({
      k: this.clock.discriminator,
      rate: this.rate(settings.discriminatorRate),
      beta1: settings.beta1,
      beta2: BETA_2,
      clip: 0,
      kept: 0,
    });
  }

  private stepGenerator(): void {
    const {
      devices: { generator },
      settings,
      clock,
    } = this;
    this.gathered('generator');
    const kept = averageKept(clock.generator, settings.emaDecay);
    const rate = this.rate(settings.generatorRate);
    clock.generator++;
    generator.step({
      k: clock.generator,
      rate,
      beta1: settings.beta1,
      beta2: BETA_2,
      clip: 0,
      kept,
    });
  }

  /** Of either player: the generator's clock is the game's. */
  private rate(learningRate: number): number {
    return rateAt(this.clock.generator, { learningRate, warmup: 0, decaySteps: this.settings.decaySteps });
  }

  /** Reads what the steps since the last time told; returns the sum of the generator's losses. */
  private settle(): number {
    const { generator, discriminator } = this.devices;
    const { gradientPenalty, r1, r2 } = this.settings;
    const each = 2 + [gradientPenalty, r1, r2].filter((weight) => weight > 0).length;
    const [told, last] = generator.within(() => [
      generator.told().map(([loss]) => loss),
      discriminator.told().slice(-each),
    ]);
    if (last.length > 0) {
      const [[atReal, atFake = 0], [real, fake], ...penalties] = last;
      this.losses = {
        ...this.losses,
        discriminator: atReal + atFake,
        real,
        fake,
        penalty: penalties.reduce((sum, [p]) => sum + p, 0),
      };
    }
    if (told.length > 0) this.losses = { ...this.losses, generator: told[told.length - 1] };
    return told.reduce((sum, loss) => sum + loss, 0);
  }

  /** Runs `work` on rows of `columns` numbers, some at a time. */
  private ask(given: Batch, columns: number, out: number, work: (x: T) => T): Batch {
    if (given.dim !== columns) throw new RangeError(`points of dim ${given.dim} (expected ${columns})`);
    const device = this.devices.discriminator;
    const n = count(given);
    const data = new Float64Array(n * out);
    for (let from = 0; from < n; from += CHUNK) {
      const rows = Math.min(CHUNK, n - from);
      const x = Float32Array.from(given.data.subarray(from * columns, (from + rows) * columns));
      data.set(
        device.within(() => device.read(work(device.put(x, rows, columns)))),
        from * out,
      );
    }
    return { data, dim: out };
  }
}

/** The figure of build time as it travels in the page. */
import { unpacked } from '../packed';
import type { Found, Look, Looks } from './looks';
import type { CouplingName } from './state';
import type { Side, Trained } from './trained';

type BuiltPlan = Omit<Look['plan'], 'from' | 'to' | 'weights'> & {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly weights: string;
};

export interface BuiltCouplings {
  readonly found: Omit<Found, 'looks'> & {
    readonly looks: Readonly<Record<string, Omit<Look, 'plan'> & { readonly plan: BuiltPlan }>>;
  };
  readonly trained: Omit<Trained, 'sides'> & {
    readonly sides: readonly (Omit<Side, 'samples'> & { readonly samples: readonly string[] })[];
  };
}

export function builtFound({ found }: BuiltCouplings): Found {
  const looks: Partial<Record<CouplingName, Look>> = {};
  for (const [kind, { plan, ...look }] of Object.entries(found.looks)) {
    looks[kind as CouplingName] = {
      ...look,
      // Nothing was timed here.
      milliseconds: NaN,
      plan: {
        ...plan,
        from: Int32Array.from(plan.from),
        to: Int32Array.from(plan.to),
        weights: Float64Array.from(unpacked(plan.weights)),
      },
    };
  }
  return { ...found, looks: looks satisfies Looks };
}

export function builtTrained({ trained }: BuiltCouplings): Trained {
  const [a, b] = trained.sides.map((side) => ({ ...side, samples: side.samples.map((points) => unpacked(points)) }));
  return { ...trained, sides: [a, b] };
}

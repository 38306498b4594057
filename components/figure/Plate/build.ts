/** All plates by name. Imported by the `.astro` file only: some ask the shipped networks, and all are kept from build to build. */
import { cached } from '../../../src/engine/build/cached';
import { attributesPlate } from './attributes';
import { energyPlate } from './energy-distance';
import { guidedPlate } from './guided';
import { kickPlate } from './kick-back';
import type { PlateOf } from './panel';
import { powerPlate } from './power-and-noise';
import { sharpeningPlate } from './sharpening';
import { targetsPlate } from './single-targets';
import { stepPlate } from './step-guesses';

const plates = {
  attributes: attributesPlate,
  'energy-distance': energyPlate,
  guided: guidedPlate,
  'kick-back': kickPlate,
  'power-and-noise': powerPlate,
  sharpening: sharpeningPlate,
  'single-targets': targetsPlate,
  'step-guesses': stepPlate,
} satisfies Record<string, () => PlateOf | Promise<PlateOf>>;

export type PlateName = keyof typeof plates;

/** Throws, naming the plates, where there is none of that name. */
export function plate(name: PlateName): Promise<PlateOf> {
  if (!Object.hasOwn(plates, name)) {
    throw new RangeError(`no such plate: ${name} (expected one of ${Object.keys(plates).join(', ')})`);
  }
  return cached('Plate', name, async () => plainly(await plates[name]()));
}

/** With frames as their sizes alone: what is kept from build to build has no functions. */
export function plainly(made: PlateOf): PlateOf {
  const panels = made.panels.map((panel) => {
    if ('href' in panel) return panel;
    const { width, height } = panel.frame;
    return { ...panel, frame: { width, height } };
  });
  return { ...made, panels };
}

import type { HandlesProps } from './Handles';
import { cloudName, pickedOf, type ChargesSettings } from './state';

/** What hands take hold of: every charge, and of a cloud the one that is picked. */
export function handlesOf(s: ChargesSettings, props: HandlesProps): HandlesProps {
  if (cloudName(s) === null) return props;
  const one = Math.max(0, pickedOf(s));
  return {
    ...props,
    places: [props.places[one]],
    picked: 0,
    among: [one + 1, props.places.length],
    value: () => props.value(one),
    text: () => props.text(one),
    onMove: (_, x, y) => props.onMove(one, x, y),
    onStep: (_, right, up) => props.onStep(one, right, up),
    onPick: () => props.onPick(one),
    onRemove: () => false,
  };
}

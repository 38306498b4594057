/** The kit every figure starts from. The example is at the top of `Shell.tsx`. */
export { Shell, type IslandProps, type ShellProps, type Status } from './Shell';
export { Panel, Panels, type PanelProps } from './Panel';
export { Controls, More } from './Rows';
export { Area, Axes, Digit, Dots, Label, Line, Marker, Picture, Rule, type AxisOptions } from './Marks';
export { createFigure, useFigure, useFrames, type FigureOptions, type FigureState } from './useFigure';
export {
  boolean,
  choice,
  list,
  nested,
  number,
  optional,
  schema,
  seed,
  text,
  type Field,
  type Schema,
  type SettingsOf,
} from '../../src/core/schema';
export { decode, encode, linkTo, readLink, type LinkValues } from './link';
export { useConvention } from './convention';
export { levelText, timeAxis, timeTicks, type TimeAxis } from './timeAxis';
export { everyFrame, watchReducedMotion, watchVisible } from './visible';

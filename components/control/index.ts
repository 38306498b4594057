/**
 * The book's controls: accessible, themed, and knowing nothing of figures.
 */
export { Scope, useScopedId } from './scope';
export { toneClass, type Tone } from './tone';
export { Button, type ButtonProps } from './Button';
export { Slider, type SliderProps } from './Slider';
export { Choice, type ChoiceOption, type ChoiceProps } from './Choice';
export { optionsOf } from './options';
export { TextField, type TextFieldProps } from './TextField';
export { Toggle, type ToggleProps } from './Toggle';
export { PlayBar, type PlayBarProps } from './PlayBar';
export { Scrubber, type ScrubberProps } from './Scrubber';
export { nextSeed, SeedBox, type SeedBoxProps } from './SeedBox';
export { Readout, Readouts, type ReadoutProps } from './Readout';
export { Chip, type ChipProps } from './Chip';
export { ErrorLine, type ErrorLineProps } from './ErrorLine';
export { Progress, secondsLeft, type ProgressProps } from './Progress';
export { Summary, type SummaryProps } from './Summary';
export { FileDrop, type FileDropProps } from './FileDrop';
export { DrawPad, DrawTools, type DrawPadProps } from './DrawPad';
export { useDrawing, strokesOf, pointsOf, type Drawing, type DrawingOptions } from './drawing';
export { CurveEditor, type CurveEditorProps } from './CurveEditor';
export { held, withKnot, withoutKnot, type CurveKnot, type CurveLimits } from './curve';

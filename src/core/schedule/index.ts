/** The schedules of this book: contents of this folder. */
export type { Knot, Schedule, ScheduleSpec } from './schedule';
export { makeSchedule, scheduleDefaults, scheduleKinds, scheduleLabel } from './registry';
export { parseScheduleSpec, scheduleField, scheduleRanges } from './parse';
export { LOG_SNR_MIN } from './variance-preserving';
export { cosine } from './cosine';
export { drawn } from './drawn';
export { edm } from './edm';
export { flow } from './flow';
export { linear } from './linear';
export { scaledLinear } from './scaled-linear';
export { shifted } from './shifted';
export { sigmoid } from './sigmoid';
export { subVp } from './sub-vp';
export { ve } from './ve';
export { zeroTerminal } from './zero-terminal-snr';

export { inspect } from './inspect';
export { isOneColour } from './oneColour';
export { preparePicture } from './prepare';
export type { Inspection, PictureLimits } from './types';

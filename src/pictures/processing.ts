/**
 * All that looks at pixels: published as a file of its own, which is loaded when a picture needs
 * it.
 */
export { isOneColour } from './oneColour';
export { preparePicture } from './prepare';

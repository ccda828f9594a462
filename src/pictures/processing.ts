/**
 * All that looks at pixels: published as a file of its own, which is loaded when a picture needs
 * it.
 */
export { preparePicture } from './prepare';
export { hasStrokes } from './strokes';

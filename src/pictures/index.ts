export type { PictureInfo } from './inspect';
export { PictureError } from './pictureError';
export { preparePicture, type PreparedPicture } from './prepare';

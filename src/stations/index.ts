/** The railway's stations, in a file of their own: import this when it is needed, not before. */
export { isCity } from './places';
export type { Place } from './places';
export { searchPlaces } from './search';
export { suggestPlaces } from './suggest';
export { asOf } from './table';

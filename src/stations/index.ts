export { cityOf } from './cityOf';
/**
 * The railway's stations, published in a file of their own: to be imported when they are needed,
 * not before.
 */
export type { Place } from './places';
export { searchPlaces } from './search';
export { suggestPlaces } from './suggest';

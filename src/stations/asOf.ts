/** Made by `npm run stations` from tools/stations: change those tables, not this file. */

/** When the railway's list of stations stood as it is here. */
export const asOf = 'April 2026';

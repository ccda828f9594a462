import type { BuildOptions } from 'esbuild';

export const codecBundling: BuildOptions;

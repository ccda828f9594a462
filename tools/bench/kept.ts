import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../n8n/paths';
import type { Row } from './rows';

/** What a benchmark found here when it ran last. */
export interface Kept {
	name: string;
	/** `2026-01-31`. */
	day: string;
	rows: Row[];
}

const folder = join(root, '.tmp', 'bench');
const fileOf = (name: string) => join(folder, `${name}.json`);

/** Keeps what a benchmark found, so that those of the table can be run one at a time. */
export function keep(name: string, rows: Row[]): void {
	mkdirSync(folder, { recursive: true });
	const kept: Kept = { name, day: new Date().toISOString().slice(0, 10), rows };
	writeFileSync(fileOf(name), JSON.stringify(kept));
}

/** What the benchmarks found, in their order, without those that have not been run here. */
export function kept(names: string[]): Kept[] {
	return names
		.filter((name) => existsSync(fileOf(name)))
		.map((name) => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Kept);
}

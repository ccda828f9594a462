import { execFile } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { N8n } from '../n8n/n8n';
import { root } from '../n8n/paths';

const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
const folders = ['credentials', 'nodes', 'src'];
/** Editors write a file in several steps, and “save all” several files. */
const quietMs = 150;

/**
 * Bundles what is saved and puts it into a running n8n, which loads it anew if it was started with
 * N8N_DEV_RELOAD. Tells what it does; types are left to the editor and to `npm run lint`. Returns
 * what ends the watching.
 */
export function reloadOnSave(
	n8n: N8n,
	packageName: string,
	tell: (line: string) => void,
): () => void {
	let timer: NodeJS.Timeout | undefined;
	let building = Promise.resolve();
	const rebuild = async (file: string) => {
		try {
			await promisify(execFile)(process.execPath, [gulp, '--silent', 'bundle'], { cwd: root });
			await n8n.replaceBuild(packageName, join(root, 'dist'));
			tell(`${file} was saved: n8n loads the package anew`);
		} catch (error) {
			tell(
				`${file} was saved, but not built:\n${error instanceof Error ? error.message : String(error)}`,
			);
		}
	};
	const watchers = folders.map((folder) =>
		watch(join(root, folder), { recursive: true }, (_, name) => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				building = building.then(async () => await rebuild(join(folder, name ?? '')));
			}, quietMs);
		}),
	);
	return () => {
		clearTimeout(timer);
		for (const watcher of watchers) watcher.close();
	};
}

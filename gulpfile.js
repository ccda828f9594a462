const { execFile } = require('node:child_process');
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');

const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const { bundlingOf, ownFiles } = require('./tools/build/bundling');
const manifest = require('./package.json');

const run = promisify(execFile);

/** What n8n loads: every file that package.json names under `n8n`. */
const entryPoints = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) =>
	file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
);

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function check() {
	const compiler = require.resolve('typescript/bin/tsc');
	try {
		await run(process.execPath, [compiler, '--noEmit']);
	} catch (error) {
		throw new Error(error.stdout || error.message);
	}
}

/** A file for each entry and each part that has its own, and the notices of what was bundled. */
async function bundle() {
	const results = await Promise.all(
		[...entryPoints, ...ownFiles].map((file) => build({ ...bundlingOf(file), metafile: true })),
	);
	const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
	await writeFile('dist/THIRD_PARTY_NOTICES.md', await notices(inputs));
}

async function notices(inputs) {
	const folders = new Map();
	for (const input of inputs) {
		const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
		if (folder) folders.set(folder, [...(folders.get(folder) ?? []), input]);
	}
	const sections = [...folders].sort().map(async ([folder, files]) => {
		const { name, version, license } = JSON.parse(
			await readFile(path.join(folder, 'package.json'), 'utf8'),
		);
		return `## ${name} ${version} (${license})\n\n${await licenseTexts(folder, files)}\n`;
	});
	const intro = '# Third-party notices\n\nThis package contains code of the following packages.\n';
	return [intro, ...(await Promise.all(sections))].join('\n');
}

/**
 * The licence of a package, and those of what it contains itself, which lie beside it
 * (`LICENSE.codec.md`).
 */
async function licenseTexts(folder, files) {
	const texts = [];
	for (const place of new Set(files.flatMap((file) => foldersBetween(folder, file))))
		for (const name of await readdir(place))
			if (/^licen[cs]e(\.|$)/i.test(name))
				texts.push(await readFile(path.join(place, name), 'utf8'));
	if (texts.length === 0) throw new Error(`${folder} has no license text: it cannot be bundled`);
	return texts.map((text) => text.trim()).join('\n\n');
}

/** The folders from a package down to one of its files, both included. */
function foldersBetween(folder, file) {
	const parent = path.dirname(file);
	return parent === folder ? [folder] : [...foldersBetween(folder, parent), parent];
}

/**
 * Icons (SVG is text, but gulp must not touch it) and codex files, beside the code that names them.
 */
function assets() {
	return src(
		[
			'nodes/**/*.{svg,png}',
			'nodes/**/*.node.json',
			'nodes/**/__schema__/**/*.json',
			'credentials/*.{svg,png}',
		],
		{
			base: '.',
			encoding: false,
		},
	).pipe(dest('dist'));
}

/** What `npm run dev` does whenever a file is saved. */
exports.bundle = parallel(bundle, assets);
exports.build = series(clean, parallel(check, bundle, assets));
exports.default = exports.build;

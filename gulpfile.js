const { execFile } = require('node:child_process');
const { rm, writeFile, readFile } = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');

const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const run = promisify(execFile);
const manifest = require('./package.json');

/** What n8n loads: every file that package.json names under `n8n`. */
const entryPoints = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) =>
	file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
);

/** Modules that n8n gives to community nodes; everything else is bundled, because n8n forbids runtime dependencies. */
const external = ['n8n-workflow', 'luxon', 'crypto'];

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

/** One self-contained file an entry, and the notices of what was bundled into it. */
async function bundle() {
	const result = await build({
		entryPoints,
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		charset: 'utf8',
		external,
		metafile: true,
		logLevel: 'warning',
	});
	await writeFile(
		'dist/THIRD_PARTY_NOTICES.md',
		await notices(Object.keys(result.metafile.inputs)),
	);
}

async function notices(inputs) {
	const bundled = inputs.map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
	const folders = [...new Set(bundled.filter(Boolean))].sort();
	const sections = folders.map(async (folder) => {
		const { name, version, license } = JSON.parse(
			await readFile(path.join(folder, 'package.json'), 'utf8'),
		);
		const text = await licenseText(folder);
		return `## ${name} ${version} (${license})\n\n${text.trim()}\n`;
	});
	const intro = '# Third-party notices\n\nThis package contains code of the following packages.\n';
	return [intro, ...(await Promise.all(sections))].join('\n');
}

async function licenseText(folder) {
	for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license']) {
		try {
			return await readFile(path.join(folder, name), 'utf8');
		} catch {
			// The next name may be the one.
		}
	}
	throw new Error(`${folder} has no license text: it cannot be bundled`);
}

/** Icons (SVG is text, but gulp must not touch it) and codex files, beside the code that names them. */
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

exports.build = series(clean, parallel(check, bundle, assets));
exports.default = exports.build;

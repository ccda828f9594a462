const path = require('node:path');

const root = path.resolve(__dirname, '../..');

/**
 * Modules that n8n gives to community nodes; everything else is bundled, because n8n forbids
 * runtime dependencies.
 */
const external = ['n8n-workflow', 'luxon', 'crypto'];

/**
 * How esbuild bundles what is published. The tests and benchmarks of bundled parts use the same.
 */
exports.bundling = {
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'node20',
	charset: 'utf8',
	external,
	logLevel: 'warning',
};

/**
 * Parts that are published as files of their own, which whoever imports them requires: those that
 * n8n does not need to start, so that it starts fast and small (`await import(…)` loads them at
 * their first use), and classes that must be the same for all parts (`instanceof`).
 */
exports.ownFiles = [
	'nodes/FlightInvoiceOcr/batch.ts',
	'nodes/TrainGrab/actions/router.ts',
	'nodes/TrainGrab/passengers.ts',
	'nodes/TrainGrabTrigger/work.ts',
	'nodes/shared/credentialTest.ts',
	'src/lib/fileFailure.ts',
	'src/pictures/processing.ts',
	'src/files/pdf/index.ts',
	'src/stations/index.ts',
];

/** The bundling of one published file, from its source to `dist`. */
exports.bundlingOf = (file) => ({
	...exports.bundling,
	entryPoints: [file],
	outfile: path.join('dist', file.replace(/\.ts$/, '.js')),
	absWorkingDir: root,
	// Makes a call of require, which can be deferred, of what is imported when it is needed.
	supported: { 'dynamic-import': false },
	plugins: [requireOwnFiles(file)],
});

/** Leaves what has its own file out of the bundle of `file`. */
const requireOwnFiles = (file) => ({
	name: 'require-own-files',
	setup: ({ onResolve }) => {
		onResolve({ filter: /^\./ }, ({ kind, path: imported, resolveDir }) => {
			const source = path.relative(root, path.join(resolveDir, imported));
			const own = exports.ownFiles.find((each) =>
				[`${source}.ts`, `${source}/index.ts`].includes(each),
			);
			if (kind === 'entry-point' || own === undefined) return undefined;
			const target = path.relative(path.dirname(file), own.replace(/\.ts$/, '.js'));
			return { path: target.startsWith('.') ? target : `./${target}`, external: true };
		});
	},
});

/** Modules that n8n gives to community nodes; everything else is bundled, because n8n forbids runtime dependencies. */
const external = ['n8n-workflow', 'luxon', 'crypto'];

/** How esbuild bundles what is published. The tests and benchmarks of bundled parts use the same. */
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
 * In addition, for what contains the WebAssembly codecs: their code becomes bytes in the bundle, and the names by which their
 * loaders look for a browser or Node.js, which n8n's rules forbid, lead to codecGlobals.ts or nowhere.
 */
exports.codecBundling = {
	...exports.bundling,
	loader: { '.wasm': 'binary' },
	inject: [require.resolve('../../src/pictures/codecs/codecGlobals.ts')],
	define: {
		globalThis: 'codecGlobals',
		global: 'codecGlobals',
		process: 'undefined',
		console: 'undefined',
		setTimeout: 'undefined',
		clearInterval: 'undefined',
		'import.meta.url': '""',
	},
};

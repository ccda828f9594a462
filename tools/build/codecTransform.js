const { buildSync } = require('esbuild');

const { codecBundling } = require('./bundling');

/** Jest gets the WebAssembly codecs bundled as they are published. */
exports.process = (_source, path) => {
	const { outputFiles } = buildSync({ ...codecBundling, entryPoints: [path], write: false });
	return { code: outputFiles[0].text };
};

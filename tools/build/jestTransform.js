const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const ownSource = readFileSync(__filename);

/**
 * Jest gets TypeScript as the compiler of the published code reads it; types are checked by `npm
 * run typecheck`.
 */
exports.process = (source, path) =>
	transformSync(source, {
		loader: 'ts',
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		charset: 'utf8',
		// Jest's sandbox has `require` only.
		supported: { 'dynamic-import': false },
		sourcefile: path,
		sourcemap: 'inline',
	});

exports.getCacheKey = (source, path, { configString }) =>
	[version, ownSource, configString, path, source]
		.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256'))
		.digest('hex');

/** Everything that needs no system package: unit, integration (n8n-core) and end-to-end (a real n8n process). */
module.exports = {
	testEnvironment: 'node',
	transform: {
		'/picture/codecs/index\\.ts$': '<rootDir>/test/tools/codecTransform.js',
		'\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.tools.json', diagnostics: false }],
	},
	testMatch: ['<rootDir>/test/{unit,integration,e2e}/**/*.test.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.tmp', '<rootDir>/demo/n8n'],
	testTimeout: 30_000,
};

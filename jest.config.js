/** Everything that needs no system package: unit, integration (n8n-core) and end-to-end (a real n8n process). */
module.exports = {
	testEnvironment: 'node',
	transform: {
		'/pictures/codecs/index\\.ts$': '<rootDir>/test/support/codecTransform.js',
		'\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.tools.json', diagnostics: false }],
	},
	testMatch: [
		'<rootDir>/test/{unit,integration,e2e,support}/**/*.test.ts',
		'<rootDir>/tools/**/*.test.ts',
	],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.tmp', '<rootDir>/tools/n8n/versions'],
	testTimeout: 30_000,
};

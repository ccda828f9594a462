const { availableParallelism } = require('node:os');

/** What every suite has in common. */
const common = {
	testEnvironment: 'node',
	transform: {
		'\\.ts$': '<rootDir>/tools/build/jestTransform.js',
	},
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.tmp', '<rootDir>/tools/n8n/versions'],
};

const suite = (displayName, changes = {}) => ({
	...common,
	displayName,
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	...changes,
});

/**
 * One project a suite; `npm test` runs those that need no system package. CONTRIBUTING.md says when
 * to run which.
 */
module.exports = {
	projects: [
		suite('unit'),
		// Through n8n-core, which loads the built package.
		suite('integration'),
		// The tests of what the other tests stand on.
		suite('tools', { testMatch: ['<rootDir>/{tools,test/support}/**/*.test.ts'] }),
		// A real n8n process.
		suite('e2e'),
		// A real n8n in a real browser and behind a real mail server: Debian's chromium,
		// fonts-noto-cjk, dovecot-imapd.
		suite('system'),
		// Pictures and documents of all kinds, large, damaged and hostile ones: what becomes of each,
		// in how much time and memory.
		suite('corpus'),
		// Thousands of purchases, each disturbed at one step and run again.
		suite('faults'),
		// Thousands of pushes on a real n8n, kills and restarts, and the pace beside n8n's stock
		// Webhook node.
		suite('storm'),
		// A day of a real n8n in some minutes: its memory, and what it stores.
		suite('long'),
		// n8n as several processes: Debian's redis-server and postgresql.
		suite('queue'),
		// Other versions of n8n, each on the Node.js that it asks for.
		suite('versions'),
	],
	testSequencer: './tools/build/longestFirst.js',
	// Ends what hangs; a busy machine takes many times what a quiet one does.
	testTimeout: 5 * 60_000,
	// What waits for a server leaves its core to another.
	maxWorkers: Math.ceil(1.5 * availableParallelism()),
	// Printed by `npm run test:coverage`.
	coverageProvider: 'v8',
	coverageDirectory: '.tmp/coverage',
	coverageReporters: ['text', 'lcovonly'],
	collectCoverageFrom: ['{credentials,nodes,src}/**/*.ts'],
};

const base = require('./jest.config.js');

/** The fault campaign: thousands of purchases, each disturbed at one step and run again. Minutes, not seconds. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
	testTimeout: 45 * 60_000,
	maxWorkers: 1,
};

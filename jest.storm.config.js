/** The storm on a real n8n: thousands of pushes, kills and restarts, and the pace beside n8n's stock Webhook node. */
module.exports = {
	...require('./jest.config'),
	testMatch: ['<rootDir>/test/storm/*.test.ts'],
};

const base = require('./jest.config.js');

/**
 * What needs system packages: a real n8n in a real browser, and behind a real mail server (Debian: `apt-get install chromium
 * fonts-noto-cjk dovecot-imapd`).
 */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/system/**/*.test.ts'],
	testTimeout: 120_000,
	maxWorkers: 1,
};

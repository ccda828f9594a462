const { default: Sequencer } = require('@jest/test-sequencer');

/** What starts a real n8n takes longest, then what runs n8n's engine. */
const longest = ['e2e', 'integration'];

const rank = ({ context }) => {
	const place = longest.indexOf(context.config.displayName?.name);
	return place < 0 ? longest.length : place;
};

/**
 * Jest knows only from earlier runs how long a file takes. In a fresh clone it begins with the
 * largest files, and a long test in a small one would run alone in the end.
 */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		return super.sort(tests).sort((one, other) => rank(one) - rank(other));
	}
};

import { released, releaseProblems } from './release';

const changelog = '# Changelog\n\n## 1.3.0 (unreleased)\n\n- New.\n\n## 1.2.0 (2026-01-02)\n';

test('the unreleased part of the changelog gets the version and the day', () => {
	expect(released(changelog, '2.0.0', '2026-03-04')).toBe(
		changelog.replace('1.3.0 (unreleased)', '2.0.0 (2026-03-04)'),
	);
});

test('a version without news is no release', () => {
	const told = released(changelog, '1.3.0', '2026-03-04');
	expect(() => released(told, '1.4.0', '2026-03-05')).toThrow('say first what is new');
});

test.each([
	['1.2.0', '1.2.0', []],
	['v1.2.0', '1.2.0', ['The tag is v1.2.0, but package.json says 1.2.0.']],
	['1.3.0', '1.3.0', ['CHANGELOG.md has no heading "## 1.3.0 (year-month-day)".']],
	[
		'1.2.0',
		'1x2.0',
		[
			'The tag is 1.2.0, but package.json says 1x2.0.',
			'CHANGELOG.md has no heading "## 1x2.0 (year-month-day)".',
		],
	],
])('tag %s of version %s: %j', (tag, version, problems) => {
	expect(releaseProblems(tag, version, changelog)).toEqual(problems);
});

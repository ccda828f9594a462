import { identityProblems, released, releaseProblems } from './release';

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

const identity = {
	author: { name: '测试甲', email: 'jia@ceshi.cn' },
	homepage: 'https://github.com/ceshi/nodes#readme',
	repository: { url: 'git+https://github.com/ceshi/nodes.git' },
	bugs: 'https://github.com/ceshi/nodes/issues',
};

test('who publishes from the repository that package.json names may', () => {
	expect(identityProblems(identity)).toEqual([]);
	expect(identityProblems(identity, 'ceshi/nodes')).toEqual([]);
});

test.each([
	['a placeholder', { author: { name: '测试甲', email: 'jia@ceshi.example' } }, ['author.email']],
	['no address', { author: { name: '测试甲', email: '' } }, ['author.email']],
	['a homepage elsewhere', { homepage: 'https://github.com/ceshi/nodes-of-others' }, ['homepage']],
	['reports elsewhere', { bugs: 'https://github.com/others/nodes/issues' }, ['bugs']],
	[
		'no repository',
		{ repository: { url: 'https://github.com' } },
		['repository.url', 'homepage', 'bugs', 'This is published from ceshi/nodes'],
	],
	[
		'another repository',
		{
			homepage: 'https://github.com/others/nodes',
			repository: { url: 'git+https://github.com/others/nodes.git' },
			bugs: 'https://github.com/others/nodes/issues',
		},
		['This is published from ceshi/nodes, but package.json says others/nodes.'],
	],
])('%s keeps a package from being published', (_what, changes, problems) => {
	expect(identityProblems({ ...identity, ...changes }, 'ceshi/nodes')).toEqual(
		problems.map((problem) => expect.stringContaining(problem)),
	);
});

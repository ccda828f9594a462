/**
 * Which room may import what, types included; docs/architecture.md says why. For `depcruise`, which
 * `npm run lint` runs.
 */

/** @type {(name: string, comment: string, from: string, to: string) => object} */
const forbid = (name, comment, from, to) => ({
	name,
	comment,
	severity: 'error',
	from: { path: from },
	to: { path: to },
});

const published = '^(credentials|nodes|src)/';

module.exports = {
	forbidden: [
		{
			name: 'no-circles',
			comment: 'What two files need of each other belongs below both.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		forbid(
			'published',
			'What is published stands on nothing that is not.',
			published,
			'^(test|tools)/|node_modules/(axios|n8n-core)/',
		),
		forbid('src', 'True without n8n.', '^src/', '^(credentials|nodes)/'),
		forbid('lib', 'At the bottom of everything.', '^src/lib/', '^src/(?!lib/)'),
		forbid(
			'neighbours',
			'The API, files, pictures and stations know nothing of each other.',
			'^src/(juhe|files|pictures|stations)/',
			'^src/(?!$1/|lib/)',
		),
		forbid('receipts', 'May open files.', '^src/receipts/', '^src/(?!receipts/|files/|lib/)'),
		forbid(
			'nodes',
			'One node knows nothing of another.',
			'^nodes/(?!shared/)([^/]+)/',
			'^nodes/(?!$1/|shared/)',
		),
		forbid('shared by nodes', 'Below them all.', '^nodes/shared/', '^nodes/(?!shared/)'),
		forbid(
			'sandbox',
			'Shares only names with the client: a misreading must be caught, not mirrored.',
			'^tools/sandbox/(?!test/)',
			'^(credentials|nodes)/|^src/(?!juhe/(endpoints|dictionary)\\.ts$)',
		),
		forbid(
			'a real n8n',
			'Knows nothing of what it is used for.',
			'^tools/n8n/',
			'^(credentials|nodes|src|test)/|^tools/(?!n8n/)',
		),
		forbid(
			'tools',
			"Only their tests, benchmarks and what runs all nodes once know the tests; Juhe's samples are everybody's.",
			'^tools/(?!schemas/|bench/|.*\\.test\\.ts$)',
			'^test/(?!support/fixtures/)',
		),
		forbid(
			'suites',
			'Suites share only what is in support.',
			'^test/(?!support/)([^/]+)/',
			'^test/(?!$1/|support/)',
		),
		forbid('support', 'Below all suites.', '^test/support/', '^test/(?!support/)|\\.test\\.ts$'),
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.tools.json' },
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|\\.tmp|tools/n8n/versions)/' },
	},
};

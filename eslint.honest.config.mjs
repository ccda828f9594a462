// n8n's strict template (eslint.config.mjs) covers every TypeScript file with rules for published code, so the sandbox,
// the demo and the tests switch some of them off at their top. This second run is started with --no-inline-config: here nothing
// can be switched off, and the rules are those that should hold everywhere.
import { config as n8n } from '@n8n/node-cli/eslint';
import { defineConfig, globalIgnores } from 'eslint/config';

const published = ['nodes/**/*.ts', 'credentials/**/*.ts', 'src/**/*.ts'];
const tools = ['tools/**/*.ts', 'test/**/*.ts'];

/** Rules about what n8n allows in published code; they say nothing about a tool's quality. */
const publishedOnly = [
	'@n8n/community-nodes/no-restricted-imports',
	'@n8n/community-nodes/no-restricted-globals',
	'@n8n/community-nodes/no-dangerous-functions',
	'@n8n/community-nodes/require-node-api-error',
	'no-console',
];

export default defineConfig(
	globalIgnores(['dist', 'tools/n8n/versions', '.tmp']),
	n8n,
	{
		files: [...published, ...tools],
		languageOptions: {
			parserOptions: { project: './tsconfig.tools.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			eqeqeq: 'error',
		},
	},
	{ files: tools, rules: Object.fromEntries(publishedOnly.map((rule) => [rule, 'off'])) },
	{
		files: published,
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: ['**/tools/**', '**/test/**', 'axios', 'n8n-core'],
				},
			],
		},
	},
	{
		files: ['src/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: ['**/nodes/**', '**/credentials/**', 'n8n-workflow', 'axios', 'n8n-core'] },
			],
		},
	},
	{
		files: ['tools/sandbox/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{ group: ['**/nodes/**', '**/credentials/**'] },
						{ regex: '^(\\.\\./)+src/(?!juhe/endpoints$|juhe/dictionary$)' },
					],
				},
			],
		},
	},
);

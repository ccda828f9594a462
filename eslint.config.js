/**
 * The one configuration that ESLint reads here. n8n asks for eslint.config.mjs to be its own
 * template, word for word; all of that is the beginning of this one, and published code is held to
 * every rule of it. Which room may import what: tools/build/rooms.js.
 */
const { config: n8n } = require('@n8n/node-cli/eslint');
const { defineConfig, globalIgnores } = require('eslint/config');

const published = ['nodes/**/*.ts', 'credentials/**/*.ts', 'src/**/*.ts'];
const tools = ['tools/**/*.ts', 'test/**/*.ts'];

/** What n8n allows in published code; it says nothing about a tool's quality. */
const publishedOnly = [
	'@n8n/community-nodes/no-restricted-imports',
	'@n8n/community-nodes/no-restricted-globals',
	'@n8n/community-nodes/no-dangerous-functions',
	'@n8n/community-nodes/require-node-api-error',
	'no-console',
];

module.exports = defineConfig(
	globalIgnores(['dist', 'tools/n8n/versions', '.tmp']),
	n8n,
	{
		// No file may switch a rule off.
		linterOptions: { noInlineConfig: true },
	},
	{
		files: [...published, ...tools],
		languageOptions: {
			parserOptions: { project: './tsconfig.tools.json', tsconfigRootDir: __dirname },
		},
		// Node.js 20, on which lint runs too, does not have it yet.
		settings: { 'import-x/core-modules': ['node:sqlite'] },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			eqeqeq: 'error',
		},
	},
	{
		files: ['src/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: [
						{
							name: 'n8n-workflow',
							allowImportNames: ['sleep'],
							message: 'What is in src/ is true without n8n.',
						},
					],
				},
			],
		},
	},
	{ files: tools, rules: Object.fromEntries(publishedOnly.map((rule) => [rule, 'off'])) },
	{
		// Takes AppKeys for no secrets, because of their names, which saved credentials rely on.
		files: ['credentials/JuheApi.credentials.ts'],
		rules: { '@n8n/community-nodes/credential-unnecessary-password': 'off' },
	},
);

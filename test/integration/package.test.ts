/**
 * The package as it is built and packed: what n8n allows, what users find, and the names that
 * workflows rely on.
 */
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import manifest from '../../package.json';
import { n8nVersions } from '../../tools/n8n/install';
import { theEngine } from '../support/nodes/trainGrab';

const root = resolve(__dirname, '../..');
const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
const scripts = files
	.filter((file) => file.endsWith('.js'))
	.map((file) => join(root, 'dist', file));

describe('what is published', () => {
	test('every file that n8n is told to load was built', () => {
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials])
			expect(existsSync(join(root, file)) ? 'built' : `${file} is missing`).toBe('built');
	});

	test.each(scripts.map((script) => [script.slice(root.length + 1), script]))(
		'%s requires nothing but what n8n gives',
		(_name, script) => {
			const source = readFileSync(script, 'utf8');
			const required = [...source.matchAll(/\b(?:require|import)\(\s*(["'`])([^"'`]+)\1\s*\)/g)];
			const names = new Set(required.map(([, , name]) => name));
			const foreign = [...names].filter(
				(name) =>
					!name?.startsWith('./') &&
					!name?.startsWith('../') &&
					!['n8n-workflow', 'luxon', 'crypto'].includes(name ?? ''),
			);
			expect(foreign).toEqual([]);
			const computed = [...source.matchAll(/\b(?:require|import)\((?!\s*["'`)])/g)];
			expect(computed).toEqual([]);
			expect(source).not.toMatch(/^\s*(?:import|export)\s/m);
		},
	);

	test('lint compiles against the types of the oldest n8n of the matrix', () => {
		const [oldest = ''] = n8nVersions;
		const lock = join(root, 'tools/n8n/versions', oldest, 'package-lock.json');
		expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({
			packages: {
				'node_modules/n8n-workflow': {
					version: manifest.devDependencies['n8n-workflow-oldest'].replace('npm:n8n-workflow@', ''),
				},
			},
		});
	});

	test('package.json: no runtime dependencies, one peer, nothing that runs on installation', () => {
		const given: Record<string, unknown> = manifest;
		for (const name of ['dependencies', 'optionalDependencies', 'bundledDependencies', 'overrides'])
			expect(given[name] ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.license).toBe('MIT');
		expect(manifest.n8n.strict).toBe(true);
		expect(manifest.keywords).toContain('n8n-community-node-package');
		const onInstall = [
			'preinstall',
			'install',
			'postinstall',
			'prepare',
			'preprepare',
			'postprepare',
		];
		expect(Object.keys(manifest.scripts).filter((name) => onInstall.includes(name))).toEqual([]);
	});

	test('the tarball holds dist, README, CHANGELOG, LICENSE and package.json, and nothing else', async () => {
		const { stdout } = await promisify(execFile)(
			'npm',
			['pack', '--dry-run', '--json', '--ignore-scripts'],
			{ cwd: root },
		);
		const [{ files: packed, size } = { files: [], size: NaN }] = JSON.parse(stdout) as Array<{
			files: Array<{ path: string }>;
			size: number;
		}>;
		expect(size).toBeLessThan(1_500_000);
		const paths = packed.map(({ path }) => path);
		expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
			'CHANGELOG.md',
			'LICENSE',
			'README.md',
			'package.json',
		]);
		const built = paths.filter((path) => path.startsWith('dist/'));
		const kinds =
			/^dist\/(?:(?:nodes|credentials)\/.*\.(?:js|svg|json)|src\/.*\.js|THIRD_PARTY_NOTICES\.md)$/;
		expect(built.filter((path) => !kinds.test(path))).toEqual([]);
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials])
			expect(built).toContain(file);
	});

	test('n8n loads what it was told to, and nothing heavy until it is used', async () => {
		const told = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		const load = `
			for (const file of ${JSON.stringify(told)}) new (Object.values(require('./' + file))[0])();
			console.log(JSON.stringify(Object.keys(require.cache)));
		`;
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', load], { cwd: root });
		const loaded = (JSON.parse(stdout) as string[])
			.filter((file) => file.startsWith(join(root, 'dist')))
			.map((file) => file.slice(root.length + 1));
		expect(loaded.sort()).toEqual(told.sort());
		// What only a run needs has not slipped in: times and Juhe's numbers are the first to show it.
		const nodes = manifest.n8n.nodes.map((file) => readFileSync(join(root, file), 'utf8'));
		expect(nodes.filter((text) => /require\("luxon"\)|LosslessNumber/.test(text))).toEqual([]);
	});

	test('the notices name every package whose code is bundled', () => {
		const notices = readFileSync(join(root, 'dist/THIRD_PARTY_NOTICES.md'), 'utf8');
		const bundled = scripts.flatMap((script) =>
			[
				...readFileSync(script, 'utf8').matchAll(
					/^\s*\/\/ (?:\S*\/)?node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm,
				),
			].map(([, name]) => name),
		);
		expect(bundled.length).toBeGreaterThan(0);
		for (const name of new Set(bundled)) expect(notices).toContain(`## ${name} `);
	});
});

/** The package's node descriptions, by name. */
async function descriptions(): Promise<INodeTypeDescription[]> {
	const { nodeTypes, packageName } = await theEngine();
	return [...nodeTypes.nodes.keys()]
		.filter((name) => name.startsWith(`${packageName}.`))
		.map((name) => nodeTypes.getByNameAndVersion(name).description);
}

async function credentialType() {
	const known = (await theEngine()).nodeTypes.credentials.get('juheApi');
	if (!known) throw new Error('The package has no credential juheApi');
	return known.type;
}

const nodeFile = (name: string) =>
	join(root, manifest.n8n.nodes.find((file) => file.endsWith(`/${name}.node.js`)) ?? '');

describe('what users find', () => {
	test('icons, light and dark, of every node and the credential', async () => {
		// n8n rewrites the icons it has loaded, so the files are asked
		const classes = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) => {
			const [exported] = Object.values(
				jest.requireActual<
					Record<string, new () => { icon?: unknown; description?: { icon?: unknown } }>
				>(join(root, file)),
			);
			if (!exported) throw new Error(`${file} exports nothing`);
			const { icon, description } = new exported();
			return { file, icon: (icon ?? description?.icon) as { light: string; dark: string } };
		});
		for (const { file, icon } of classes) {
			expect(icon).toEqual({ light: expect.any(String), dark: expect.any(String) });
			expect(icon.light).not.toBe(icon.dark);
			for (const path of Object.values(icon)) {
				const svg = join(root, dirname(file), path.replace(/^file:/, ''));
				expect(readFileSync(svg, 'utf8')).toContain('<svg');
			}
		}
	});

	test('the node search finds Train Grab by what people type', () => {
		const codex = JSON.parse(
			readFileSync(nodeFile('TrainGrab').replace(/\.js$/, '.json'), 'utf8'),
		) as { node: string; alias: string[] };
		expect(codex.node).toBe('n8n-nodes-juhe.trainGrab');
		expect(codex.alias).toEqual(
			expect.arrayContaining(['火车票', '抢票', '12306', '高铁', 'train ticket', 'rail', 'Juhe']),
		);
	});

	test.each(manifest.n8n.nodes.map((file) => [file]))('%s has a codex file of its own', (file) => {
		const codex = JSON.parse(readFileSync(join(root, file.replace(/\.js$/, '.json')), 'utf8')) as {
			node: string;
			alias: string[];
		};
		const name = file.replace(
			/^.*\/(.)(.*)\.node\.js$/,
			(_all, first: string, rest: string) => `${first.toLowerCase()}${rest}`,
		);
		expect(codex.node).toBe(`n8n-nodes-juhe.${name}`);
		const own = name.startsWith('trainGrab') ? ['火车票', '12306'] : ['机票行程单', '报销', 'OFD'];
		expect(codex.alias).toEqual(expect.arrayContaining([...own, 'Juhe']));
	});

	test('every field has a label, a default and, where it is a choice, that default among its choices or read from the item', async () => {
		const wrong: string[] = [];
		const isExpression = (value: unknown) => String(value).startsWith('={{ $json.');
		const look = (field: INodeProperties, path: string) => {
			const at = `${path}.${field.name}`;
			if (!field.displayName.trim()) wrong.push(`${at}: no label`);
			if (field.default === undefined) wrong.push(`${at}: no default`);
			if (field.description === '' || field.placeholder === '') wrong.push(`${at}: an empty text`);
			const choices = (field.options ?? []).flatMap((each) => ('value' in each ? [each] : []));
			const isChoice = choices.some(({ value }) => value === field.default);
			if (field.type === 'options' && !isChoice && !isExpression(field.default))
				wrong.push(`${at}: the default is no choice`);
			for (const { name } of choices)
				if (!String(name).trim()) wrong.push(`${at}: an unnamed choice`);
			for (const each of nestedFields(field)) look(each, at);
		};
		for (const { name, properties } of await descriptions())
			for (const field of properties) look(field, name);
		const { properties } = await credentialType();
		for (const field of properties) look(field, 'juheApi');
		expect(wrong).toEqual([]);
	});

	describe('texts, as n8n wants them', () => {
		const fields = async (): Promise<INodeProperties[]> => {
			const withNested = (field: INodeProperties): INodeProperties[] => [
				field,
				...nestedFields(field).flatMap(withNested),
			];
			const nodes = (await descriptions()).flatMap(({ properties }) => properties);
			return [...nodes, ...(await credentialType()).properties].flatMap(withNested);
		};
		const choicesOf = ({ options = [] }: INodeProperties) =>
			options.flatMap((option) => ('value' in option ? [option] : []));

		test('an example of what to type begins with “e.g.”', async () => {
			const typed = (await fields()).flatMap((field) => [
				...(['collection', 'fixedCollection'].includes(field.type) ? [] : [field]),
				...(field.modes ?? []).filter(({ type }) => type === 'string'),
			]);
			const placeholders = typed.flatMap(({ placeholder }) => placeholder ?? []);
			expect(placeholders.length).toBeGreaterThan(10);
			for (const placeholder of placeholders) expect(placeholder).toMatch(/^e\.g\. \S/);
		});

		test('labels and choices are in title case', async () => {
			const all = (await fields()).filter(({ type }) => !['notice', 'hidden'].includes(type));
			const labels = all.flatMap((field) => [
				field.displayName,
				...choicesOf(field).map(({ name }) => name),
			]);
			const small = /^(a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)$/;
			const words = labels.flatMap((label) => label.match(/\p{L}[\p{L}\p{N}’]*/gu) ?? []);
			expect(words.filter((word) => /^\p{Ll}/u.test(word) && !small.test(word))).toEqual([]);
		});

		test('options are listed by the alphabet', async () => {
			for (const { type, options = [] } of await fields()) {
				if (type !== 'collection') continue;
				const labels = options.flatMap((option) => (isField(option) ? [option.displayName] : []));
				expect(labels).toEqual([...labels].sort((one, other) => one.localeCompare(other)));
			}
		});

		test('nothing is called an error, a problem, a failure or a mistake', async () => {
			const texts = (await fields()).flatMap((field) => [
				field,
				...choicesOf(field),
				...(field.modes ?? []),
			]);
			for (const { displayName, description, hint } of texts as INodeProperties[])
				for (const text of [displayName, description, hint])
					expect(text ?? '').not.toMatch(/\b(errors?|problems?|failures?|mistakes?)\b/i);
		});
	});

	test('labels are English: Chinese is for data and for the names of trains and seats', async () => {
		const chinese: string[] = [];
		const look = (field: INodeProperties) => {
			if (/[\u4e00-\u9fff]/.test(field.displayName)) chinese.push(field.displayName);
			for (const each of nestedFields(field)) look(each);
		};
		for (const { properties } of await descriptions()) properties.forEach(look);
		expect(chinese).toEqual([]);
	});
});

function nestedFields(field: INodeProperties): INodeProperties[] {
	return (field.options ?? []).flatMap((option) =>
		isField(option) ? [option] : isCollection(option) ? option.values : [],
	);
}

type Option = INodePropertyOptions | INodeProperties | INodePropertyCollection;
const isField = (option: Option): option is INodeProperties => 'type' in option;
const isCollection = (option: Option): option is INodePropertyCollection => 'values' in option;

describe('names that workflows are saved with', () => {
	const fieldsOf = async (resource: string, operation: string): Promise<INodeProperties[]> => {
		const description = (await descriptions()).find(({ name }) => name === 'trainGrab');
		return (description?.properties ?? []).filter(
			({ displayOptions, type }) =>
				type !== 'notice' &&
				displayOptions?.show?.resource?.includes(resource) &&
				displayOptions.show.operation?.includes(operation),
		);
	};
	// A field that has another default for AI agents stands there twice.
	const namesOf = (fields: INodeProperties[]) =>
		[...new Set(fields.map(({ name }) => name))].sort();

	const createOptions = [
		'queryKey',
		'closeTime',
		'acceptNoSeat',
		'contactEmail',
		'outOrderNo',
		'purchaseKey',
		'attempt',
		'maxTotalPrice',
		'useRailwayAccount',
		'settleSeconds',
		'skipChecks',
		'allowAiAgent',
		'maskPersonalData',
	];
	const orderFields = [
		'journeyInput',
		// Where workflows saved by earlier versions have them.
		'queryKey',
		'mainTrainNo',
		'alternateTrainNos',
		'mainSeatClass',
		'alternateSeatClasses',
		'fromStation',
		'toStation',
		'departDate',
		'closeTime',
		'acceptNoSeat',
		'contactName',
		'contactPhone',
		'passengersInput',
		'passengers',
		'passengersJson',
		'groupBy',
		'passengerName',
		'passengerType',
		'passengerIdType',
		'passengerIdNumber',
		'passengerBirthday',
		'options',
	];
	const passenger = ['name', 'type', 'idType', 'idNumber', 'birthday'];
	const filters = [
		'trainClasses',
		'departAfter',
		'departBefore',
		'arriveAfter',
		'arriveBefore',
		'maxDuration',
		'seatClasses',
		'maxPrice',
		'minSeats',
		'bookableOnly',
	];

	test.each<[string, string, string[], Record<string, string[]>]>([
		[
			'train',
			'search',
			['from', 'to', 'date', 'filters', 'options', 'output', 'fields'],
			{ filters, options: ['sortBy', 'limit', 'ticketType'] },
		],
		[
			'train',
			'plan',
			[
				'from',
				'to',
				'date',
				'filters',
				'trainPreferences',
				'seatPreferences',
				'passengerCount',
				'maxTotalPrice',
				'acceptNoSeat',
				'options',
			],
			{ filters, options: ['sortBy', 'limit'] },
		],
		['order', 'create', orderFields, { options: createOptions, passengers: passenger }],
		[
			'order',
			'check',
			orderFields,
			{
				options: [
					'queryKey',
					'closeTime',
					'acceptNoSeat',
					'contactEmail',
					'outOrderNo',
					'purchaseKey',
					'attempt',
					'maxTotalPrice',
					'useRailwayAccount',
				],
				passengers: passenger,
			},
		],
		[
			'order',
			'waitForResult',
			['outOrderNo', 'timeoutMinutes', 'pollSeconds', 'options'],
			{ options: ['maskPersonalData'] },
		],
		[
			'order',
			'get',
			['outOrderNo', 'output', 'options'],
			{ options: ['includeRaw', 'maskPersonalData', 'summaryLanguage'] },
		],
		['order', 'cancel', ['outOrderNo', 'options'], { options: ['allowAiAgent'] }],
		[
			'ticket',
			'refund',
			['outOrderNo', 'refundWhom', 'passengerId', 'options'],
			{ options: ['allowAiAgent', 'settleSeconds'] },
		],
		['callback', 'set', ['url', 'callbackType', 'options'], { options: ['allowAiAgent'] }],
		['dictionary', 'get', ['section', 'code'], {}],
	])('%s/%s', async (resource, operation, names, nested) => {
		const fields = await fieldsOf(resource, operation);
		expect(namesOf(fields)).toEqual([...names].sort());
		for (const [name, inner] of Object.entries(nested)) {
			const field = fields.find((each) => each.name === name);
			expect(field && namesOf(nestedFields(field))).toEqual([...inner].sort());
		}
	});

	test.each<[string, string, string, Array<string | number>]>([
		['train', 'search', 'output', ['simplified', 'trains', 'seats', 'selected', 'raw']],
		['train', 'search', 'sortBy', ['departure', 'arrival', 'duration', 'price']],
		['train', 'search', 'trainClasses', ['G', 'D', 'C', 'Z', 'T', 'K', 'other']],
		['order', 'create', 'passengersInput', ['fields', 'items', 'json']],
		['order', 'create', 'type', [1, 2, 3, 4]],
		['order', 'create', 'idType', [0, 1, 2, 3]],
		['order', 'get', 'output', ['simplified', 'full', 'events', 'expenseRow', 'raw']],
		['ticket', 'refund', 'refundWhom', ['one', 'all']],
		['callback', 'set', 'callbackType', ['issueResult', 'refund', 'expired']],
	])('%s/%s: the choices of %s', async (resource, operation, name, values) => {
		const all = (await fieldsOf(resource, operation)).flatMap((field) => [
			field,
			...nestedFields(field),
		]);
		const choices = all
			.find((field) => field.name === name)
			?.options?.flatMap((option) => ('value' in option ? [option.value] : []));
		expect(new Set(choices)).toEqual(new Set(values));
	});

	test('defaults that the design fixes', async () => {
		const fields = await fieldsOf('order', 'create');
		const options = fields.find(({ name }) => name === 'options');
		const defaults = Object.fromEntries(
			[...fields, ...(options ? nestedFields(options) : [])].map((field) => [
				field.name,
				field.default,
			]),
		);
		expect(defaults).toMatchObject({
			queryKey: '',
			acceptNoSeat: false,
			settleSeconds: 60,
			allowAiAgent: false,
			attempt: 1,
		});
	});

	test('Flight Invoice OCR', async () => {
		const description = (await descriptions()).find(({ name }) => name === 'flightInvoiceOcr');
		const fields = (description?.properties ?? []).filter(({ type }) => type !== 'notice');
		const valuesOf = (name: string) =>
			fields
				.find((field) => field.name === name)
				?.options?.flatMap((option) => ('value' in option ? [option.value] : []));
		expect(namesOf(fields)).toEqual(
			['inputSource', 'binaryPropertyName', 'base64', 'url', 'output', 'options'].sort(),
		);
		expect(valuesOf('inputSource')?.sort()).toEqual(['base64', 'binary', 'url']);
		expect(valuesOf('output')?.sort()).toEqual(['expenseRow', 'invoice', 'raw']);
		const options = fields.find(({ name }) => name === 'options');
		const defaults = [...fields, ...(options ? nestedFields(options) : [])].map(
			({ name, default: value }) => [name, value],
		);
		expect(Object.fromEntries(defaults)).toEqual({
			inputSource: 'binary',
			binaryPropertyName: 'data',
			base64: '',
			url: '',
			output: 'invoice',
			options: {},
			prepareImage: true,
			concurrency: 2,
			vatRate: 9,
			maskPersonalData: false,
			includeRaw: false,
			keepDuplicates: false,
		});
	});

	test('the credential', async () => {
		const { name, displayName, properties, documentationUrl } = await credentialType();
		expect([name, displayName]).toEqual(['juheApi', 'Juhe API']);
		expect(documentationUrl).toMatch(/^https:/);
		const fields = properties.filter(({ type }) => type !== 'notice' && type !== 'hidden');
		expect(namesOf(fields)).toEqual(
			[
				'trainGrabKey',
				'flightInvoiceOcrKey',
				'baseUrl',
				'advanced',
				'railwayAccount',
				'railwayPassword',
				'createOrderPath',
				'cancelOrderPath',
			].sort(),
		);
		const passwords = fields.filter(({ typeOptions }) => typeOptions?.password);
		expect(namesOf(passwords)).toEqual(['flightInvoiceOcrKey', 'railwayPassword', 'trainGrabKey']);
		expect(fields.find(({ name: field }) => field === 'baseUrl')?.default).toBe(
			'https://v.juhe.cn',
		);
		expect(fields.find(({ name: field }) => field === 'createOrderPath')?.default).toBe(
			'grabTicket/action/createOrder.php',
		);
	});
});

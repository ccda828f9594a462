import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from './index';
import { madeUp } from './madeUp';
import {
	checkOptions,
	defaultOptions,
	pushForms,
	recognitionForms,
	type SandboxOptions,
} from './options';
import { pushKinds, type PushRecord } from './pushes';
import { writeSpecimens } from './specimens';

/** `npm run sandbox`: a Juhe of one's own, until Ctrl-C. */
const cliDefaults: SandboxOptions = { ...defaultOptions, port: 4090 };

/** `--clock-speed` for `clockSpeed`. */
const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const flags = Object.entries(cliDefaults).map(([name, value]) => ({
	name,
	flag: flagOf(name),
	value,
}));

const help = `npm run sandbox -- [options]

Starts a stand-in for Juhe (v.juhe.cn) on 127.0.0.1.

${flags.map(({ flag, value }) => `  --${flag} ${' '.repeat(32 - flag.length)}${String(value)}`).join('\n')}
  --help

push-form is one of ${pushForms.join(', ')}; unknown-order-answer is error or empty;
recognition-form is one of ${recognitionForms.join(', ')}; recognition-limit-code is 252602 or 10011.

npm run sandbox -- specimens FOLDER

Writes pictures of made-up itineraries that the sandbox can read, one of them as OFD, XML and PDF too, and a logo.

npm run sandbox -- push KIND [--order NUMBER] [--to URL] [--form FORM] [--method GET] [--at ADDRESS]

Lets a sandbox that runs send a push, and tells what came back. KIND is one of ${pushKinds.join(', ')}.

  --order     the order it tells of; without it the vendor's sample is sent
  --to        where to send it (the URL that was registered for this kind)
  --form      ${pushForms.join(', ')} (what the sandbox is set to)
  --method    POST or GET (POST)
  --at        address of the sandbox (http://127.0.0.1:${cliDefaults.port})`;

/** The command line's texts as options of the right types. */
function readOptions(values: Record<string, unknown>): SandboxOptions {
	const given: Record<string, unknown> = {};
	for (const { name, flag, value } of flags) {
		const text = values[flag];
		if (typeof text !== 'string') continue;
		if (typeof value === 'boolean' && text !== 'true' && text !== 'false')
			throw new RangeError(`--${flag} must be true or false`);
		given[name] =
			typeof value === 'number'
				? text.trim() === ''
					? NaN
					: Number(text)
				: typeof value === 'boolean'
					? text === 'true'
					: text;
	}
	return { ...cliDefaults, ...checkOptions(given) };
}

const keyLine = (name: 'trainGrabKey' | 'flightInvoiceOcrKey', options: SandboxOptions) =>
	`  ${name}: ${options[name] === defaultOptions[name] ? options[name] : '(as given)'}`;

const greeting = (
	url: string,
	options: SandboxOptions,
) => `Juhe sandbox: ${url}   (use it as the credential's Base URL)
Keys:
${keyLine('trainGrabKey', options)}
${keyLine('flightInvoiceOcrKey', options)}
Order clocks run ${options.clockSpeed} times as fast as real time. Pushes are sent as ${options.pushForm}.

Control API (more in tools/sandbox/README.md):
  curl ${url}/sandbox/orders
  curl -X POST ${url}/sandbox/orders/NUMBER/issue
  curl -X POST ${url}/sandbox/faults -H 'content-type: application/json' -d '{"endpoint":"createOrder","fault":{"kind":"drop","when":"after"}}'

This is not Juhe. What it makes up:
${madeUp.map((line) => `  - ${line}`).join('\n')}

Ctrl-C ends it.`;

/** `push KIND`: orders a running sandbox, by its control API, to send one. */
async function push(args: string[]): Promise<void> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			order: { type: 'string' },
			to: { type: 'string' },
			form: { type: 'string' },
			method: { type: 'string' },
			at: { type: 'string', default: `http://127.0.0.1:${cliDefaults.port}` },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) return say(help);
	const [kind, ...others] = positionals;
	if (kind === undefined || others.length > 0)
		throw new RangeError(`Say what to push: one of ${pushKinds.join(', ')}`);
	const { order: outOrderNo, to, form, method } = values;
	if (method !== undefined && method !== 'POST' && method !== 'GET')
		throw new RangeError('--method must be POST or GET');
	const response = await fetch(`${values.at.replace(/\/+$/, '')}/sandbox/pushes`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ kind, outOrderNo, to, form, method }),
	}).catch(() => {
		throw new Error(
			`No sandbox runs at ${values.at}. Start one (npm run sandbox), or name it with --at.`,
		);
	});
	const { error, state, url, attempts } = readPush(await response.json());
	if (error !== undefined) throw new Error(error);
	for (const { at, status, answer } of attempts ?? [])
		say(`${at} ${status ?? 'no answer'} ${answer.slice(0, 120)}`);
	if (state === 'delivered')
		return say(`${kind} ${outOrderNo ?? '(the vendor’s sample)'}: delivered`);
	throw new Error(
		state === 'unregistered'
			? 'Nothing was sent: nobody has registered a URL for this kind of push. Name one with --to.'
			: `Not delivered to ${url ?? 'anybody'}: the answer must be HTTP 200 with “success”`,
	);
}

/** `specimens FOLDER`: writes them there. */
async function specimens(args: string[]): Promise<void> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { help: { type: 'boolean', short: 'h' } },
	});
	if (values.help) return say(help);
	const [folder, ...others] = positionals;
	if (folder === undefined || others.length > 0)
		throw new RangeError('Say into which folder the specimens are to be written');
	for (const name of await writeSpecimens(folder)) say(join(folder, name));
}

interface PushAnswer extends Partial<Pick<PushRecord, 'state' | 'url' | 'attempts'>> {
	error?: string;
}

/** The control API's answer: a record of the push, or what was wrong with the order. */
function readPush(answer: unknown): PushAnswer {
	if (typeof answer === 'object' && answer !== null) return answer;
	throw new Error('What answered is no sandbox');
}

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
	const [command, ...args] = process.argv.slice(2);
	if (command === 'push') return await push(args);
	if (command === 'specimens') return await specimens(args);
	const { values } = parseArgs({
		options: {
			help: { type: 'boolean', short: 'h' },
			...Object.fromEntries(flags.map(({ flag }) => [flag, { type: 'string' as const }])),
		},
	});
	if (values.help) return say(help);

	const options = readOptions(values);
	const sandbox = await startSandbox(options, (line) => say(`${new Date().toISOString()} ${line}`));
	say(greeting(sandbox.url, options));
	const end = () => void sandbox.close();
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});

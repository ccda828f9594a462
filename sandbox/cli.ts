/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- development only, never published */
import { parseArgs } from 'node:util';
import { startSandbox } from './index';
import { madeUp } from './madeUp';
import { checkOptions, defaultOptions, pushForms, type SandboxOptions } from './options';

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

push-form is one of ${pushForms.join(', ')}; unknown-order-answer is error or empty.`;

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

Control API (more in sandbox/README.md):
  curl ${url}/sandbox/orders
  curl -X POST ${url}/sandbox/orders/NUMBER/issue
  curl -X POST ${url}/sandbox/faults -H 'content-type: application/json' -d '{"endpoint":"createOrder","fault":{"kind":"drop","when":"after"}}'

This is not Juhe. What it makes up:
${madeUp.map((line) => `  - ${line}`).join('\n')}

Ctrl-C ends it.`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
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

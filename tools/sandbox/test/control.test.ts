import axios from 'axios';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUp, startSandbox, type Sandbox } from '../index';
import { client } from '../../../test/support/sandboxClient';
import { madeUpId } from '../people';

const root = join(__dirname, '../../..');

describe('the control API', () => {
	let sandbox: Sandbox;
	let juhe: ReturnType<typeof client>;
	const report: string[] = [];
	const ask = async (method: string, path: string, data?: unknown) =>
		await axios.request({
			method,
			url: `${sandbox.url}/sandbox${path}`,
			data,
			validateStatus: () => true,
			proxy: false,
		});
	beforeAll(async () => {
		sandbox = await startSandbox({ trainGrabKey: 'made-up-secret-key' }, (line) =>
			report.push(line),
		);
		juhe = client(sandbox);
	});
	afterAll(() => sandbox.close());
	afterEach(() => sandbox.control.reset());

	test('says what the sandbox makes up, as the README does', async () => {
		expect((await ask('get', '')).data).toMatchObject({ madeUp: [...madeUp] });
		const readme = readFileSync(join(root, 'tools/sandbox/README.md'), 'utf8');
		for (const line of madeUp) expect(readme).toContain(`- ${line}\n`);
	});

	test('shows and changes orders', async () => {
		const [issuing, failing, expiring] = [
			await juhe.order(),
			await juhe.order(),
			await juhe.order(),
		];
		expect((await ask('get', '/orders')).data).toHaveLength(3);
		expect((await ask('post', `/orders/${issuing}/issue`)).data).toMatchObject({
			status: 'F',
			contact: { cellphone: '13900000000' },
		});
		expect((await ask('post', `/orders/${failing}/fail`, { failMsg: '坏了' })).data).toMatchObject({
			status: 'U',
			failMsg: `坏了 测试甲 ${madeUpId()} `,
		});
		expect((await ask('post', `/orders/${expiring}/expire`)).data).toMatchObject({ status: 'O' });
		expect((await ask('get', `/orders/${issuing}`)).data).toMatchObject({
			issued: { trainNo: 'Z175' },
		});
		expect((await ask('get', '/orders/UNKNOWN1')).status).toBe(400);
		expect((await ask('post', `/orders/${failing}/issue`)).data.error).toContain('already ended');
		expect((await ask('post', `/orders/${issuing}/refund`)).data.error).toContain('No refund');
	});

	test('takes fates, faults, pushes and options', async () => {
		await ask('post', '/fates', [{ outcome: 'hold' }]);
		for (const wrong of [
			{ outcome: 'glory' },
			{ outcome: 'issue', seatClass: 'softfloor' },
			{ outcome: 'auto', refund: 'maybe' },
		])
			expect((await ask('post', '/fates', wrong)).status).toBe(400);
		expect((await ask('post', '/fates')).status).toBe(400);
		const outOrderNo = await juhe.order();
		expect((await ask('get', `/orders/${outOrderNo}`)).data.fate).toEqual({ outcome: 'hold' });

		await ask('post', '/time', { seconds: 60 });
		expect((await juhe.detail(outOrderNo)).result.status).toBe('D');
		expect((await ask('post', '/time', {})).status).toBe(400);

		await ask('post', '/faults', {
			endpoint: 'dictionary',
			fault: { kind: 'status', status: 500 },
			times: 3,
		});
		expect((await juhe.post('dataDictionary.php')).status).toBe(500);
		expect((await ask('get', '/faults')).data).toMatchObject([{ times: 2 }]);
		await ask('delete', '/faults');
		expect((await juhe.post('dataDictionary.php')).status).toBe(200);
		expect(
			(await ask('post', '/faults', { endpoint: 'nowhere', fault: { kind: 'drop' } })).status,
		).toBe(400);
		expect((await ask('post', '/faults', {})).status).toBe(400);

		sandbox.options.pushRetrySeconds = 0;
		const push = await ask('post', '/pushes', { kind: 'issued', to: `${sandbox.url}/sandbox` });
		expect(push.data).toMatchObject({ outOrderNo: '2016113006', state: 'gaveUp' });
		expect((await ask('get', '/pushes')).data).toHaveLength(1);
		expect((await ask('post', '/pushes', { kind: 'love letter' })).status).toBe(400);

		expect((await ask('patch', '/options', { pushForm: 'flat' })).data.pushForm).toBe('flat');
		expect(sandbox.options.pushForm).toBe('flat');
		for (const wrong of [
			{ pushForm: 'pigeon' },
			{ clockSpeed: 0 },
			{ pushAttempts: '3' },
			{ unknown: 1 },
			{ unknownOrderAnswer: 'maybe' },
		])
			expect((await ask('patch', '/options', wrong)).status).toBe(400);
		expect((await ask('get', '/nowhere')).status).toBe(404);
	});

	test('lets trains sell out and prices rise', async () => {
		const firstSeat = async () => {
			const { trains } = (await juhe.search('苏州', '昆山')).data.result;
			const { bookState, tickets } = trains[0];
			return { bookState, ...tickets.hardseat, price: Number(tickets.hardseat.price) };
		};
		const before = await firstSeat();
		expect(before).toMatchObject({ bookState: 1, seatState: 1 });
		await ask('patch', '/options', { soldOutTrains: 'G1,Z175', priceFactor: 1.5 });
		expect(await firstSeat()).toMatchObject({
			bookState: 2,
			seatState: 0,
			seats: '0',
			price: before.price * 1.5,
		});
	});

	test('records every call, masked, and resets', async () => {
		await juhe.order({ ticketModel: '1', accountNo: 'madeup12306', accountPwd: 'madeup-password' });
		await juhe.get('dataDictionary.php');
		const calls = (await ask('get', '/calls?endpoint=createOrder')).data;
		expect(calls).toMatchObject([
			{
				endpoint: 'createOrder',
				method: 'POST',
				url: '/grabTicket/action/createOrder.php',
				status: 200,
				errorCode: 0,
				worked: true,
			},
		]);
		for (const secret of [
			'made-up-secret-key',
			madeUpId(),
			'13900000000',
			'madeup12306',
			'madeup-password',
		]) {
			expect(JSON.stringify(calls)).not.toContain(secret);
			expect(report.join('\n')).not.toContain(secret);
		}
		expect(sandbox.control.calls('dictionary')[0]?.url).toContain('?key=');
		await ask('post', '/reset');
		expect([
			sandbox.control.orders(),
			sandbox.control.calls(),
			sandbox.control.callbacks(),
		]).toEqual([[], [], []]);
		expect(new URL(sandbox.url).port).toBe(String(sandbox.options.port));
	});
});

describe('npm run sandbox', () => {
	const run = (...options: string[]) => {
		const child = spawn(process.execPath, ['--import', 'tsx', 'tools/sandbox/cli.ts', ...options], {
			cwd: root,
		});
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
		const says = async (text: string) => {
			while (!output.includes(text) && child.exitCode === null)
				await new Promise((resolve) => setTimeout(resolve, 50));
			return output;
		};
		return { child, ended, says };
	};

	test('greets, honestly, without the user’s keys, and ends cleanly', async () => {
		const { child, ended, says } = run(
			'--port',
			'0',
			'--train-grab-key',
			'made-up-secret-key',
			'--clock-speed',
			'60',
		);
		const output = await says('Ctrl-C ends it');
		const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
		const form = new URLSearchParams({ key: 'made-up-secret-key' });
		const { data } = await axios.post(`${url}/grabTicket/action/dataDictionary.php`, form, {
			proxy: false,
		});
		expect(data.error_code).toBe(0);
		expect(output).toContain('sandbox-flight-invoice-ocr-key');
		for (const line of madeUp) expect(output).toContain(line);
		child.kill('SIGTERM');
		expect(await ended).toBe(0);
		expect(await says('dataDictionary.php 200')).not.toContain('made-up-secret-key');
	});

	test.each([
		[['--help'], '--clock-speed', 0],
		[['--clock-speed', 'fast'], 'clockSpeed', 1],
		[['--speed', '1'], '--speed', 1],
	])('%j', async (options, text, code) => {
		const { ended, says } = run(...options);
		expect(await ended).toBe(code);
		expect(await says(text)).toContain(text);
	});
});

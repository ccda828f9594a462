import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import type { EventName } from '../../../src/juhe/trainGrab/events/types';
import {
	callbackTypesFor,
	forgetRegistration,
	isPrivate,
	readRegistration,
} from '../../../nodes/TrainGrabTrigger/registration';
import { savedEventsOf } from '../../../nodes/TrainGrabTrigger/settings';

test.each<[EventName[], string[]]>([
	[[], []],
	[['order.issued'], ['issueResult']],
	[['order.failed'], ['issueResult']],
	[['order.issued', 'order.failed'], ['issueResult']],
	[['order.expired'], ['expired']],
	[['ticket.refunded'], ['refund']],
	[['ticket.refundFailed', 'ticket.refunded'], ['refund']],
	[
		['order.expired', 'order.issued'],
		['issueResult', 'expired'],
	],
	[['other'], ['issueResult', 'refund', 'expired']],
	[
		['order.issued', 'other'],
		['issueResult', 'refund', 'expired'],
	],
])('callback types for %s: %s', (events, types) => {
	expect(callbackTypesFor(events)).toEqual(types);
});

test.each<[string, unknown, EventName[] | null]>([
	['values of the list', ['ticket.refunded', 'order.issued'], ['order.issued', 'ticket.refunded']],
	['all that ends an order', ['order.ended'], ['order.issued', 'order.failed', 'order.expired']],
	['none', [], []],
	['an expression', '={{ ["order.issued"] }}', null],
	['an expression among them', ['order.issued', '={{ "ticket.refunded" }}'], null],
	['a text', 'order.issued', null],
	['labels', ['Order Issued'], null],
	['nothing', undefined, null],
])('the events of another node, as it is saved: %s', (_what, saved, events) => {
	expect(savedEventsOf(saved)).toEqual(events);
});

/** As `new URL(…).hostname` writes them. */
const hostOf = (host: string) => new URL(`http://${host}:5678/`).hostname;

test.each([
	'localhost',
	'LOCALHOST',
	'localhost.',
	'n8n.localhost',
	'n8n',
	'my-server',
	'n8n.local',
	'host.docker.internal',
	'n8n.lan',
	'n8n.home.arpa',
	'n8n.corp',
	'n8n.test',
	'n8n.internal.',
	'127.0.0.1',
	'127.1',
	'2130706433',
	'0x7f.0.0.1',
	'0.0.0.0',
	'10.0.0.1',
	'10.255.255.255',
	'172.16.0.1',
	'172.31.255.255',
	'192.168.1.1',
	'169.254.169.254',
	'100.64.0.1',
	'100.127.0.1',
	'[::1]',
	'[::]',
	'[fc00::1]',
	'[fd12:3456::1]',
	'[fe80::1]',
	'[febf::1]',
	'[::ffff:127.0.0.1]',
	'[::ffff:10.0.0.1]',
	'[::ffff:192.168.0.1]',
])('%s is private', (host) => {
	expect(isPrivate(hostOf(host))).toBe(true);
});

test.each([
	'n8n.example.com',
	'example.org',
	'local.example.com',
	'internal.cn',
	'localhost.com',
	'n8n.xn--fiqs8s',
	'8.8.8.8',
	'1.1.1.1',
	'11.0.0.1',
	'126.255.255.255',
	'128.0.0.1',
	'100.63.0.1',
	'100.128.0.1',
	'172.15.0.1',
	'172.32.0.1',
	'192.167.1.1',
	'192.169.1.1',
	'169.253.0.1',
	'110.1.1.1',
	'10.example.com',
	'127.io',
	'192.168.example.com',
	'[2001:db8::1]',
	'[2606:4700::1]',
	'[::ffff:8.8.8.8]',
	'[fb00::1]',
	'[fec0::1]',
])('%s is on the internet', (host) => {
	expect(isPrivate(hostOf(host))).toBe(false);
});

test('static data of any shape is read', () => {
	const nothing = { secret: null, urls: {}, keyFingerprint: null };
	for (const data of [
		{},
		{ secret: Infinity, urls: 'x' },
		{ secret: null, urls: [], keyFingerprint: {} },
	]) {
		expect(readRegistration(data as IDataObject)).toEqual(nothing);
	}
});

describe('forgetting', () => {
	const address = 'https://n8n.example.com/webhook/id/juhe';
	const registered = () => ({
		secret: 'S',
		keyFingerprint: 'F',
		urls: { issueResult: `${address}?type=1&token=S` },
	});
	const hook = (staticData: IDataObject, url: string | undefined) =>
		({
			getWorkflowStaticData: () => staticData,
			getNodeWebhookUrl: () => url,
		}) as unknown as IHookFunctions;

	test.each<[string, string | undefined, string[]]>([
		['its own URL: all but the secret', address, ['secret']],
		['no URL at all: all but the secret', undefined, ['secret']],
		[
			'the test URL: nothing',
			'https://n8n.example.com/webhook-test/id/juhe',
			['secret', 'keyFingerprint', 'urls'],
		],
		[
			'a changed WEBHOOK_URL: nothing, the URL will be compared',
			'https://new.example.com/webhook/id/juhe',
			['secret', 'keyFingerprint', 'urls'],
		],
	])('%s', (_what, url, left) => {
		const staticData = registered();
		forgetRegistration(hook(staticData, url));
		expect(Object.keys(staticData)).toEqual(left);
	});
});

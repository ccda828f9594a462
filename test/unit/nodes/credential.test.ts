import { NodeHelpers } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';

import { JuheApi } from '../../../credentials/JuheApi.credentials';

const { properties } = new JuheApi();

/** What n8n makes of saved data where a credential is used. */
const used = (data: INodeParameters) =>
	NodeHelpers.getNodeParameters(properties, data, true, false, null, null);

/** What n8n's editor stores where a credential is saved. */
const saved = (data: INodeParameters) =>
	NodeHelpers.getNodeParameters(properties, data, false, false, null, null);

/** The names of the fields that the editor shows. */
const shown = (advanced: boolean) =>
	properties
		.filter(
			(property) =>
				property.type !== 'hidden' &&
				NodeHelpers.displayParameter({ advanced }, property, null, null),
		)
		.map(({ name }) => name);

const own = {
	trainGrabKey: 'made-up key',
	baseUrl: 'https://gateway.test',
	railwayAccount: 'ceshi12306',
	railwayPassword: 'ceshi-password',
	createOrderPath: 'other/new.php',
	cancelOrderPath: 'other/stop.php',
};

test('what few people need is behind the switch', () => {
	const behind = ['railwayAccount', 'railwayPassword', 'createOrderPath', 'cancelOrderPath'];
	for (const name of behind) {
		expect(shown(false)).not.toContain(name);
		expect(shown(true)).toContain(name);
	}
	expect(shown(false)).toEqual(
		expect.arrayContaining(['trainGrabKey', 'flightInvoiceOcrKey', 'baseUrl', 'advanced']),
	);
});

test.each<[string, INodeParameters]>([
	['saved before there was a switch', {}],
	['the switch off', { advanced: false }],
	['the switch on', { advanced: true }],
])('%s: every value is used, and kept when it is saved again', (_what, more) => {
	expect(used({ ...own, ...more })).toMatchObject(own);
	expect(used(saved({ ...own, ...more }) ?? {})).toMatchObject(own);
});

test('a password is one in every form of its field, so that it is never shown', () => {
	for (const { name, typeOptions } of properties)
		expect(typeOptions?.password ?? false).toBe(/Key$|Password$/.test(name));
});

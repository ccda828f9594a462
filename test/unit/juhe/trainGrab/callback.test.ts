import { callbackTypes, setCallback } from '../../../../src/juhe/trainGrab/callback';
import type { CallbackType } from '../../../../src/juhe/trainGrab/callback';
import { JuheError } from '../../../../src/juhe/errors';
import {
	lostAnswer,
	ok,
	page,
	refusal,
	rejectionOf,
	sampleText,
	scriptedJuhe,
} from '../../../support/models/juhe';

const url = 'https://n8n.test/webhook/juhe?type=issueResult&secret=x';

test.each<[CallbackType, string]>([
	['issueResult', '1'],
	['refund', '2'],
	['expired', '3'],
])('%s is type %s', async (callbackType, type) => {
	const juhe = scriptedJuhe({
		setCallback: { statusCode: 200, body: sampleText('train-grab.set-callback') },
	});
	await setCallback(juhe.client, callbackType, url);
	expect(juhe.requests.map(({ form }) => form)).toEqual([{ url, type }]);
});

test('there are these three types', () => {
	expect(Object.keys(callbackTypes)).toHaveLength(3);
});

test('repeating does no harm, so trouble is tried again', async () => {
	const juhe = scriptedJuhe({ setCallback: [lostAnswer, page(502), ok(null)] });
	await setCallback(juhe.client, 'refund', url);
	expect(juhe.requests).toHaveLength(3);
});

test('a refusal is an error', async () => {
	const juhe = scriptedJuhe({ setCallback: refusal(10002) });
	await rejectionOf(setCallback(juhe.client, 'refund', url), JuheError);
	expect(juhe.requests).toHaveLength(1);
});

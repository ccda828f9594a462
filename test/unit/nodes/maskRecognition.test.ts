import { maskRecognition } from '../../../nodes/FlightInvoiceOcr/maskRecognition';
import { madeUpId } from '../../../tools/sandbox/people';

/** Juhe's answer with personal data masked: wherever an engine read it to. */

const id = madeUpId('19900101');
const phone = '13900000000';
const odd = 'AB-12-CDEF';

const answer = (value: string, idNumber = id) => [
	{ Name: '有效身份证件号码', Value: idNumber },
	{ Name: '签注', Value: value },
];

test.each<[string, (entries: object[]) => unknown]>([
	['a list', (entries) => entries],
	['JSON text', (entries) => JSON.stringify(entries)],
	['an object with numbers for names', (entries) => ({ ...entries })],
])('IDs and phones inside other text, in %s', (_form, write) => {
	const result = { data: write(answer(`证件${id} 电话${phone}`)), qingqiuhaohao: 'R1' };
	const shown = JSON.stringify(maskRecognition(result));
	expect(shown).not.toContain(id);
	expect(shown).not.toContain(phone);
	expect(shown).toContain('139****0000');
});

test('an ID number of an odd form, wherever it stands', () => {
	const shown = JSON.stringify(maskRecognition({ data: answer(`证件${odd}`, odd) }));
	expect(shown).not.toContain(odd);
});

test('an ID number that was read twice, once with a digit less, and as others write it', () => {
	const entries = [
		...answer(`证件 ${id.slice(0, 6)} ${id.slice(6)}`),
		...answer('', id.slice(0, 17)),
	];
	const shown = JSON.stringify(maskRecognition({ data: entries }));
	expect(shown).not.toContain(id.slice(6, 17));
});

test('numbers of the document and of the request stay whole, as text or numbers', () => {
	const result = {
		data: [
			{ Name: '印刷序号', Value: '13900000006' },
			{ Name: '电子客票号码', Value: 8613900000000 },
			{ Name: '票价', Value: 1130 },
		],
		qingqiuhaohao: '13900000001',
	};
	expect(maskRecognition(result)).toEqual(result);
});

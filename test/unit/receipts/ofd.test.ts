import { strToU8, unzipSync, zipSync } from 'fflate';

import { readOfdPages } from '../../../src/files/ofdPages';
import { listZip } from '../../../src/files/zip';
import { ofd, flightXml } from '../../../tools/documents/data';
import { usualItinerary } from '../../../tools/documents/itinerary';
import { flightSheet } from '../../../tools/documents/layout';
import { readOfd } from '../../support/documents/read';

const sheet = flightSheet(usualItinerary);
const data = flightXml(usualItinerary);
const list = 'Doc_0/Attachs/Attachments.xml';
const file = 'Doc_0/Attachs/atr_issuer.xml';

type Parts = Record<string, Uint8Array>;

/** An OFD with page and data, changed in its parts. */
function changed(change: (parts: Parts) => Parts): Uint8Array {
	return zipSync(change(unzipSync(ofd({ sheet, data }))));
}

const read = (bytes: Uint8Array) => readOfd(listZip(bytes) ?? []);

/** The list of attachments naming another place, where the data lies. */
const lyingAt = (named: string, place: string) =>
	changed(({ [list]: old = new Uint8Array(), [file]: attached = new Uint8Array(), ...parts }) => ({
		...parts,
		[list]: strToU8(Buffer.from(old).toString().replace('atr_issuer.xml', named)),
		[place]: attached,
	}));

test.each([
	['0', 'Doc_0/Attachs/0'],
	['data.bin', 'Doc_0/Attachs/data.bin'],
	['/Doc_0/Files/x.dat', 'Doc_0/Files/x.dat'],
	['../Res/发票', 'Doc_0/Res/发票'],
])('attached data is what the list of attachments names, whatever its name: %s', (named, place) => {
	expect(read(lyingAt(named, place))).toMatchObject({ readFrom: 'data', category: 'flight' });
});

test('a list that names itself, or nothing that is there, leaves the page', () => {
	for (const named of ['Attachments.xml', 'gone.xml']) {
		const bytes = changed(({ [list]: old = new Uint8Array(), ...parts }) => ({
			...Object.fromEntries(Object.entries(parts).filter(([name]) => name !== file)),
			[list]: strToU8(Buffer.from(old).toString().replace('atr_issuer.xml', named)),
		}));
		expect(read(bytes)).toMatchObject({ readFrom: 'page', category: 'flight' });
	}
});

test('attached data that is no receipt, or is damaged, leaves the page', () => {
	for (const other of ['<note/>', '<note'])
		expect(read(changed((parts) => ({ ...parts, [file]: strToU8(other) })))).toMatchObject({
			readFrom: 'page',
		});
});

test('all documents in one OFD are looked at', () => {
	const second = unzipSync(
		ofd({ sheet: flightSheet({ ...usualItinerary, invoiceNumber: '26319166279001531205' }) }),
	);
	const first = unzipSync(ofd({ sheet }));
	const moved = Object.entries(second).map(([name, bytes]) => [
		name.replace('Doc_0', 'Doc_1'),
		bytes,
	]);
	const root = Buffer.from(first['OFD.xml'] ?? []).toString();
	const body = /<ofd:DocBody>.*<\/ofd:DocBody>/s.exec(root)?.[0] ?? '';
	const bytes = zipSync({
		...Object.fromEntries(moved),
		...first,
		'OFD.xml': strToU8(root.replace(body, body + body.replace('Doc_0', 'Doc_1'))),
	});
	expect(read(bytes)).toMatchObject({ code: 'severalReceipts' });
});

test('a large one is read in steps, so that others may work', () => {
	const text = { text: '天地玄黄'.repeat(40), x: 20, size: 4 };
	const values = Array.from({ length: 60 }, (_, row) => ({ ...text, y: 6 * row }));
	const steps = readOfdPages(listZip(ofd({ sheet: { ...sheet, values } })) ?? []);
	let pauses = 0;
	let step = steps.next();
	for (; !step.done; step = steps.next()) pauses++;
	expect(step.value).toHaveLength(1);
	// Each part unpacked, each part understood, the page put together and put in order.
	expect(pauses).toBeGreaterThanOrEqual(8);
});

test('more than a receipt has on a page is left unread', () => {
	const text = { text: '天地玄黄'.repeat(40), x: 20, size: 1 };
	const values = Array.from({ length: 70 }, (_, row) => ({ ...text, y: 5 * row }));
	expect(readOfd(listZip(ofd({ sheet: { ...sheet, values } })) ?? [])).toMatchObject({
		code: 'ofdTooMuch',
	});
});

test('what cannot be read of an OFD does not ask for the OFD', () => {
	const empty = { ...sheet, labels: [], values: [] };
	expect(read(ofd({ sheet: empty }))).toMatchObject({
		code: 'pageEmpty',
		advice: expect.stringContaining('Attach the PDF or XML'),
	});
});

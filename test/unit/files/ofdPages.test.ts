import { strToU8, unzipSync, zipSync } from 'fflate';
import * as fc from 'fast-check';

import { listZip } from '../../../src/files/zip';
import { FileFailure } from '../../../src/lib/fileFailure';
import { ofd } from '../../../tools/documents/data';
import { usualItinerary } from '../../../tools/documents/itinerary';
import { flightSheet } from '../../../tools/documents/layout';
import { invoiceOf, ofdPages, readOfdPages, readPages, said } from '../../support/documents/read';

const whole = ofd({ sheet: flightSheet(usualItinerary) });
const expected = said(invoiceOf(readPages(ofdPages(whole), 'OFD file')));
const parts = unzipSync(whole);
const page = 'Doc_0/Pages/Page_0/Content.xml';

const textOf = (part: string) => Buffer.from(parts[part] ?? []).toString();

/** The same with one part changed. */
const changed = (part: string, change: (xml: string) => string) =>
	zipSync({ ...parts, [part]: strToU8(change(textOf(part))) });

const read = (bytes: Uint8Array) => {
	const entries = listZip(bytes);
	if (entries === null || entries instanceof FileFailure) throw new Error('It is no ZIP');
	const pages = readOfdPages(entries);
	return pages instanceof FileFailure ? pages : readPages(pages, 'OFD file');
};

describe('what an OFD may write otherwise', () => {
	test.each<[string, () => Uint8Array]>([
		[
			'places from the root',
			() => changed('Doc_0/Document.xml', (xml) => xml.replace('"Pages/', '"/Doc_0/Pages/')),
		],
		[
			'places with dots',
			() => changed('Doc_0/Document.xml', (xml) => xml.replace('"Tpls/', '"./../Doc_0/Tpls/')),
		],
		[
			'no namespace',
			() => changed(page, (xml) => xml.replace(/ofd:/g, '').replace(/xmlns:ofd/, 'a')),
		],
		[
			'blocks of the page',
			() =>
				changed(page, (xml) =>
					xml
						.replace(/<ofd:Layer ID="3">/, '<ofd:Layer ID="3"><ofd:PageBlock>')
						.replace('</ofd:Layer>', '</ofd:PageBlock></ofd:Layer>'),
				),
		],
		[
			'each step by itself',
			() =>
				changed(page, (xml) =>
					xml.replace(/g (\d+) ([\d.]+)/g, (_, count: string, step: string) =>
						Array(Number(count)).fill(step).join(' '),
					),
				),
		],
		['no steps at all', () => changed(page, (xml) => xml.replace(/ DeltaX="[^"]*"/g, ''))],
		[
			'texts moved by a matrix',
			() =>
				changed(page, (xml) =>
					xml.replace(
						/Boundary="([\d.]+) /g,
						(_, x: string) => `CTM="1 0 0 1 5 0" Boundary="${Number(x) - 5} `,
					),
				),
		],
		[
			'hidden texts',
			() =>
				changed(page, (xml) =>
					xml.replace(
						'</ofd:Layer>',
						'<ofd:TextObject Visible="false" Boundary="20 20 50 5" Size="3"><ofd:TextCode X="0" Y="3">不可见</ofd:TextCode></ofd:TextObject></ofd:Layer>',
					),
				),
		],
	])('%s', (_name, make) => {
		expect(said(invoiceOf(read(make())))).toEqual(expected);
	});
});

describe('damage', () => {
	test.each(Object.keys(parts))('without %s: a sentence', (name) => {
		const rest = Object.fromEntries(Object.entries(parts).filter(([each]) => each !== name));
		expect(read(zipSync(rest))).toBeInstanceOf(FileFailure);
	});

	test('any change to the XML of a page: an answer, never an error', () => {
		const xml = textOf(page);
		fc.assert(
			fc.property(
				fc.nat(xml.length),
				fc.nat(40),
				fc.string({ maxLength: 20 }),
				(at, cut, added) => {
					const result = read(changed(page, () => xml.slice(0, at) + added + xml.slice(at + cut)));
					expect(result instanceof FileFailure || result.category === 'flight').toBe(true);
				},
			),
		);
	});

	test.each<[string, () => Uint8Array]>([
		[
			'a billion steps',
			() => changed(page, (xml) => xml.replace(/DeltaX="[^"]*"/, 'DeltaX="g 1000000000 1"')),
		],
		[
			'a thousand pages',
			() =>
				changed('Doc_0/Document.xml', (xml) =>
					xml.replace(/<ofd:Page [^>]*>/, (each) => each.repeat(1_000)),
				),
		],
		['a page that unpacks to 60 MB', () => changed(page, (xml) => xml + ' '.repeat(60_000_000))],
	])('%s: bounded', (_name, make) => {
		const result = read(make());
		expect(result instanceof FileFailure || result.category === 'flight').toBe(true);
	});
});

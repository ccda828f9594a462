import axios from 'axios';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import {
	digitalOfd,
	digitalSpecimen,
	digitalXml,
	drawSpecimen,
	specimens,
	type SpecimenItinerary,
} from '../../tools/sandbox/specimens';
import { encodingsOf } from '../support/files/encodings';
import {
	hostileOfds,
	hostilePictures,
	hostileXml,
	includingXml,
	sentInVain,
	strangeExif,
	withExif,
	type Files,
} from '../support/files/hostile';
import type { Judgement } from '../support/files/judge';
import { judgeFiles } from '../support/files/judging';
import { largePicturesOf } from '../support/files/large';
import { decorations, otherKinds, zipOfText } from '../support/files/otherFiles';
import { logos } from '../support/files/logos';
import { photographed, photos } from '../support/files/photos';
import { measureAgain } from '../support/measureAgain';
import { mostMegabytes } from '../support/memory';
import { longestStretch } from '../support/stretches';

/**
 * Everything that mailboxes hold, and worse, through gatekeeper and preparation to the sandbox, or
 * to the reader of digital itineraries: what comes out can be read, or the right reason is given.
 * It runs in a process of its own, whose memory is measured and in which a call to any server
 * fails.
 */

/** What is to become of a file that is named outright. */
type Expected =
	/** Within Juhe's limits, and the sandbox reads these fields. */
	| { recognized: SpecimenItinerary }
	/** Sent, within the limits, and Juhe's own answer is 252604. */
	| { sentInVain: true }
	/** Read as a digital itinerary. */
	| { read: true }
	/** Nothing is sent, and this is said. */
	| { refused: RegExp };

interface Case {
	name: string;
	make: Files[string];
	expected: Expected;
	/** Under a wildcard: skipped, or treated as if it were named. */
	skipped: boolean;
}

const root = join(__dirname, '../..');
mkdirSync(join(root, '.tmp'), { recursive: true });
const folder = mkdtempSync(join(root, '.tmp/corpus-'));

const secret = 'the-content-of-a-file';
const elsewhere = { file: join(folder, 'secret.txt'), url: '' };
let callsReceived = 0;
const server = createServer((_request, response) => {
	callsReceived += 1;
	response.end(secret);
});

const cases = (files: Files, expected: Expected | ((name: string) => Expected), skipped = false) =>
	Object.entries(files).map(([name, make]): Case => ({
		name,
		make,
		expected: typeof expected === 'function' ? expected(name) : expected,
		skipped,
	}));

const hostileCases = (files: typeof hostilePictures) =>
	Object.entries(files).flatMap(([name, [said, make]]) =>
		cases({ [name]: make }, said === sentInVain ? { sentInVain: true } : { refused: said }),
	);

type Format = 'jpeg' | 'png' | 'bmp';
const drawn: Partial<Record<Format, Promise<Buffer>>> = {};
const drawing = async (format: Format) =>
	await (drawn[format] ??= drawSpecimen(photographed, format));
const shorter = async (format: Format, share: number) => {
	const bytes = await drawing(format);
	return bytes.subarray(0, Math.round(bytes.length * share));
};

/** By the name of the file, what is said of it. */
const saidOfOtherKinds: Record<string, RegExp> = {
	pdf: /PDF/,
	gif: /GIF/,
	webp: /WebP/,
	tiff: /TIFF/,
	heic: /HEIC/,
	svg: /SVG/,
	html: /HTML|web page/i,
	mail: /mail/i,
	nothing: /empty/i,
};

const allCases: Case[] = [
	...specimens.flatMap((specimen) =>
		cases(
			{ [`specimen ${specimen.name}`]: async () => await drawSpecimen(specimen, 'jpeg') },
			{ recognized: specimen },
		),
	),
	...cases(photos, { recognized: photographed }),
	...cases(encodingsOf(digitalSpecimen), { recognized: digitalSpecimen }),
	...cases(largePicturesOf(digitalSpecimen), { recognized: digitalSpecimen }),
	...cases(
		Object.fromEntries(
			Object.entries(strangeExif).map(([name, data]) => [
				`EXIF ${name}`,
				async () => withExif(await drawing('jpeg'), data),
			]),
		),
		{ recognized: photographed },
	),
	...cases(logos, { sentInVain: true }, true),
	...cases(
		decorations,
		(name) => (name === 'a line' ? { refused: /small/ } : { sentInVain: true }),
		true,
	),
	...cases(otherKinds, (name) => ({ refused: saidOfOtherKinds[name] ?? /./ }), true),
	...cases({ 'a zip of other files': zipOfText }, { refused: /ZIP/ }),
	...cases(
		{
			'jpeg cut off in the middle': async () => await shorter('jpeg', 0.5),
			'jpeg cut off near its end': async () => await shorter('jpeg', 0.98),
			'png cut off in the middle': async () => await shorter('png', 0.5),
			'bmp cut off in the middle': async () => await shorter('bmp', 0.5),
		},
		{ refused: /cut off/ },
		true,
	),
	...hostileCases(hostilePictures),
	...cases(
		{ 'digital itinerary as OFD': digitalOfd, 'digital itinerary as XML': digitalXml },
		{ read: true },
	),
	...hostileCases(hostileOfds),
	...hostileCases(hostileXml(elsewhere)),
	...cases(includingXml(elsewhere), { read: true }),
];

let judgements: Judgement[] = [];
let failure: string | null = null;
let sandbox: Sandbox;

const isTooMuch = (judgement: Judgement) =>
	judgement.longestStretch >= longestStretch || judgement.peakMegabytes >= mostMegabytes;

beforeAll(async () => {
	writeFileSync(elsewhere.file, secret);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	elsewhere.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	sandbox = await startSandbox();
	for (const [number, { make }] of allCases.entries())
		writeFileSync(join(folder, String(number)), await make());
	({ judgements, failure } = await judgeFiles(folder, [...allCases.keys()]));
	// Again in a process of its own, where nothing is left of the files before.
	for (const judgement of judgements.filter(isTooMuch))
		judgements[judgement.number] = await measureAgain(
			async () => (await judgeFiles(folder, [judgement.number])).judgements[0] ?? judgement,
			isTooMuch,
		);
}, 600_000);

afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	server.close();
	await sandbox.close();
});

async function recognize(bytes: Buffer) {
	const form = new URLSearchParams({
		key: sandbox.options.flightInvoiceOcrKey,
		ImageBase64: bytes.toString('base64'),
	});
	const { data } = await axios.post(`${sandbox.url}/flightinvoiceOcr/index`, form, {
		proxy: false,
		maxBodyLength: Infinity,
	});
	return data;
}

const numbered = allCases.map((each, number) => [each.name, number, each] as const);

test('every file is judged: the process lives to the end', () => {
	expect(failure).toBeNull();
	expect(judgements.map(({ number }) => number)).toEqual(allCases.map((_case, number) => number));
});

test.each(numbered)('%s', async (_name, number, { expected, skipped }) => {
	const judgement = judgements[number];
	if (!judgement) throw new Error('It was not judged');
	expect(judgement.crash).toBeNull();
	expect(judgement.processorMilliseconds).toBeLessThan(20_000);
	const { verdict, underWildcard, refusal } = judgement;
	expect(verdict.verdict).not.toBe('skipped');
	if (skipped) expect(underWildcard).toMatchObject({ verdict: 'skipped', reason: /\w/ });
	else if (verdict.verdict === 'refused') expect(underWildcard.verdict).toBe('skipped');
	// What shows nothing may be skipped as what shows no itinerary.
	else if ('sentInVain' in expected && underWildcard.verdict === 'skipped')
		expect(underWildcard.reason).toMatch(/hardly any print/);
	else expect(underWildcard).toEqual(verdict);

	if ('refused' in expected) {
		const said = verdict.verdict === 'refused' ? verdict.reason : (refusal ?? 'nothing');
		expect(said).toMatch(expected.refused);
		expect(judgement.prepared).toBeNull();
		expect(judgement.invoice).toBeNull();
	} else if ('read' in expected) {
		expect(refusal).toBeNull();
		expect(judgement.invoiceNumber).toBe('26999999999999999901');
		expect(judgement.invoice).not.toContain(secret);
	} else {
		expect(refusal).toBeNull();
		const file = join(folder, `${number}.prepared`);
		const sent = readFileSync(existsSync(file) ? file : join(folder, String(number)));
		const data = await recognize(sent);
		if ('recognized' in expected) {
			expect(data).toMatchObject({ error_code: 0 });
			expect(data.result.data).toEqual(
				expected.recognized.entries.map(({ Name, Value }) => ({ Name, Value })),
			);
		} else expect(data).toMatchObject({ error_code: 252604 });
	}
});

test('never takes 350 MB more than the idle process', () => {
	const large = judgements.filter(({ peakMegabytes }) => peakMegabytes >= mostMegabytes);
	expect(large.map(({ number, peakMegabytes }) => [allCases[number]?.name, peakMegabytes])).toEqual(
		[],
	);
});

test('never keeps others waiting for 250 ms at a stretch while a picture is prepared', () => {
	const slow = judgements.filter(({ longestStretch: longest }) => longest >= longestStretch);
	expect(
		slow.map(({ number, longestStretch: longest }) => [allCases[number]?.name, longest]),
	).toEqual([]);
});

test('no file makes anybody call a server', () => {
	expect(Math.max(...judgements.map(({ connections }) => connections))).toBe(0);
	expect(callsReceived).toBe(0);
});
